"""Portuguese words, of catalogs (Odoo, Vtiger, Krayin, HubSpot, Pipedrive) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID do negócio|ID negócio|ID da oportunidade|ID oportunidade|Número do negócio|Nº do negócio|"
    "Número da oportunidade|Nº oportunidade|ID do registro|ID do registo|Número da proposta|Nº da proposta|"
    "Nº proposta|Número do pedido|Nº do pedido|Número do contrato|Nº do contrato|Número do orçamento|"
    "Nº orçamento|Número da nota fiscal|Nº fatura|Número do processo|Protocolo|Referência|Ref|Identificador|"
    "ID|Número|Nº|Núm",
    "name": "Nome do negócio|Nome da oportunidade|Título do negócio|Título da oportunidade|Negócio|"
    "Oportunidade|Nome do projeto|Projeto|Nome da venda|Nome da proposta|Proposta|Orçamento|Título|Nome|"
    "Assunto|Descrição do negócio|Descrição|Cotação|Oferta|Pedido|Contrato",
    "account": "Cliente|Nome do cliente|Nome Cliente|Empresa|Nome da empresa|Companhia|Organização|"
    "Nome da organização|Nome Organização|Conta|Nome da conta|Razão social|Nome fantasia|Prospect|Comprador|"
    "Contato|Contacto|Nome do contato|Nome do contacto|Pessoa de contato|Nome completo|Empresa associada",
    "pipeline": "Pipeline|Funil|Funil de vendas|Funil de venda|Processo de vendas|Processo de venda|"
    "Nome do funil",
    "owner": "Proprietário|Proprietário do negócio|Proprietário da oportunidade|Dono do negócio|Responsável|"
    "Responsável pelo negócio|Responsável comercial|Vendedor|Vendedora|Vendedor responsável|Nome do vendedor|"
    "Consultor|Consultora|Consultor comercial|Corretor|Representante|Representante comercial|Comercial|"
    "Executivo de contas|Executivo de vendas|Gerente de conta|Gestor|Gestor comercial|Agente|Assessor|"
    "Atribuído a|Atribuída a|Designado a|Usuário atribuído|Usuário responsável|Utilizador responsável|"
    "Atendente|Closer|Usuário|Utilizador",
    "team": "Equipe|Equipa|Equipe de vendas|Equipa de vendas|Time de vendas|Setor|Filial|Unidade",
    "stage": "Etapa|Etapa do negócio|Etapa da oportunidade|Etapa do funil|Etapa de venda|Etapa de vendas|"
    "Etapa atual|Fase|Fase do negócio|Fase do funil|Fase de venda|Estágio|Estágio Vendas|Estágio do negócio|"
    "Estágio da venda|Passo|Nova etapa|Nome da etapa",
    "status": "Status|Status do negócio|Status da oportunidade|Status da venda|Status da proposta|Estado|"
    "Estado do negócio|Situação|Situação do negócio|Situação da venda|Resultado|Resultado final|Desfecho|"
    "Decisão|Ganho/Perdido",
    "amount": "Valor|Valor do negócio|Valor da oportunidade|Valor da venda|Valor total|Valor da proposta|"
    "Valor do contrato|Valor do pedido|Valor Fechamento|Valor fechado|Valor estimado|Valor esperado|"
    "Valor previsto|Valor líquido|Valor bruto|Valor final|Valor único|Valor recorrente|Montante|"
    "Receita esperada|Receita prevista|Receita estimada|Receita|Faturamento|Faturação|Preço|"
    "Preço de venda|Preço total|Ticket|Quantia|Orçamento estimado|Total|Soma|Valor do lead|Proposta|"
    "Orçamento|Cotação|Oferta|Pedido|Contrato",
    "currency": "Moeda|Código da moeda|Moeda do negócio",
    "probability": "Probabilidade|Probabilidade (%)|Probabilidade de fechamento|Probabilidade de fecho|"
    "Probabilidade do negócio|Probabilidade de ganho|Chance|Chance de fechamento|Qualificação (%)",
    "created_at": "Criado em|Criada em|Data de criação|Data criação|Data da criação|Criação|"
    "Data de cadastro|Data do cadastro|Cadastrado em|Data de registro|Data de abertura|Aberto em|"
    "Aberta em|Abertura|Data de início|Início|Data de entrada|Entrada|Adicionado em|Data de inclusão|"
    "Recebido em|Data de recebimento|Data da solicitação|Data da proposta|Data do orçamento|"
    "Data do pedido|Data|Solicitação|Consulta|Data solicitação|Solicitado em",
    "won_at": "Ganho em|Ganha em|Data de ganho|Data do ganho|Data de sucesso",
    "lost_at": "Perdido em|Perdida em|Data de perda|Data da perda|Data de recusa|Recusa|Data recusa|"
    "Data da recusa|Recusado|Recusada|Recusado em|Rejeitado em|Rejeição|Data da rejeição|Desistência|"
    "Data desistência|Data da desistência|Cancelado em|Cancelamento|Data cancelamento|"
    "Data do cancelamento|Perda|Data perda",
    "closed_at": "Fechado em|Fechada em|Data de fechamento real|Data real de fechamento|Encerrado em|"
    "Encerrada em|Finalizado em|Concluído em",
    "close_date": "Data de fechamento|Data do fechamento|Data fechamento|Data de fecho|Fechamento|Fecho|"
    "Data de encerramento|Data de finalização|Data de conclusão|Data fim|Fim|Data da venda|Data de venda|"
    "Vendido em|Data de assinatura|Data da assinatura|Assinado em|Data do contrato|Data da compra|"
    "Data da decisão|Data de entrega|Data de arquivamento|Data de matrícula",
    "expected_close": "Data de fechamento esperada|Data esperada de fechamento|Data prevista de fechamento|"
    "Data de fechamento prevista|Previsão de fechamento|Previsão fechamento em|Fechamento previsto|"
    "Data estimada de fechamento|Data de fecho prevista|Data prevista|Data estimada|Previsão|Prazo|"
    "Data limite|Vencimento|Data de vencimento",
    "stage_changed_at": "Última alteração de etapa|Última mudança de etapa|Data da mudança de etapa|"
    "Data de mudança de etapa|Data da última mudança de etapa|Última atualização de fase|Na etapa desde",
    "lead_created_at": "Data de criação do lead|Data do lead|Lead criado em|Data de entrada do lead|"
    "Data de criação do contato|Data de criação do cliente|Data de cadastro do cliente",
    "first_contact_at": "Primeiro contato|Primeiro contacto|Data do primeiro contato|"
    "Data do primeiro contacto|Data de primeiro contato|Primeira ligação|Data da primeira ligação|"
    "Primeira resposta|Data da primeira resposta|Primeiro atendimento|Data do primeiro atendimento|"
    "Primeira atividade|Primeira reunião|Contato inicial|Data do contato inicial|Contatado em|"
    "Data do contato|Data de contato|Data contato",
    "last_activity_at": "Última atividade|Data da última atividade|Último contato|Último contacto|"
    "Data do último contato|Data do último contacto|Última ligação|Última interação|Último atendimento|"
    "Último follow-up",
    "lost_reason": "Motivo da perda|Motivo de perda|Motivo de fechamento perdido|Motivo do fechamento perdido|"
    "Motivo de negócio perdido|Razão da perda|Razão de perda|Causa da perda|Motivo da recusa|Motivo de recusa|"
    "Motivo da desistência|Motivo de desqualificação|Motivo do cancelamento|Motivo de encerramento|Motivo|"
    "Razão",
    "source": "Origem|Origem do lead|Origem do negócio|Origem da oportunidade|Origem do contato|"
    "Origem do cliente|Fonte|Fonte do lead|Fonte original|Fonte de tráfego|Fonte Campanha|Canal|"
    "Canal de origem|Canal de venda|Canal de aquisição|Como nos conheceu|Campanha",
    "industry": "Indústria|Setor de atuação|Ramo|Ramo de atividade|Área de atuação",
    "region": "Região|Território|Zona|UF",
    "segment": "Segmento|Segmento do cliente|Tipo de cliente",
    "deal_type": "Tipo|Tipo de negócio|Tipo do negócio|Tipo de oportunidade|Tipo de venda",
    "product": "Produto|Nome do produto|Produtos|Serviço|Serviços|Produto/Serviço|Produto ou serviço|Curso|"
    "Plano|Pacote",
    "last_stage": "Última etapa|Etapa anterior|Etapa da perda",
    "stage_number": "Número da etapa|Nº da etapa|Ordem da etapa",
    "is_won": "Ganho|Ganha|É ganho|Vendido",
    "is_lost": "Perdido|Perdida|É perdido",
    "is_closed": "Fechado|Fechada|Encerrado|Encerrada|Finalizado|Finalizada|Concluído|Concluída",
    "is_deleted": "Excluído|Excluída|Eliminado|Apagado",
    "entered_at": "Data de entrada na etapa|Entrada na etapa|Data da etapa|Data da mudança|"
    "Data de alteração|Carimbo de data/hora|Quando|Alterado em|Modificado em|Data da alteração|"
    "Data e hora|Data/hora|Desde|Movido em|Data da movimentação",
    "from_stage": "Da etapa|De etapa|Etapa anterior|De|Antes|Anterior|Status anterior|Fase anterior|"
    "Etapa antiga|Da fase|Etapa de origem",
    "to_stage": "Para|Depois|Novo|Nova etapa|Para etapa|Para a etapa|Etapa nova|Novo status|Status novo|"
    "Nova fase|Próxima etapa|Fase nova",
    "field": "Campo|Nome do campo|Campo alterado|Propriedade",
    "old_value": "Valor anterior|Valor antigo|Anterior|Antes|De",
    "new_value": "Novo valor|Valor novo|Novo|Depois|Para",
    "signed_at": "Assinatura|Assinado|Assinada|Assinado em|Data assinatura|Data da assinatura|"
    "Data de assinatura|Contrato|Contrato assinado|Data contrato|Data do contrato|Pedido|Data pedido|"
    "Data do pedido|Pedido em|Encomenda|Data da encomenda|Aceito|Aceita|Aceito em|Aceite|Data aceite|"
    "Data de aceite|Aprovado|Aprovado em|Data de aprovação|Vendido em|Venda|Data venda|Data da venda|"
    "Data de venda|Compra|Data da compra",
}

LEADS = {
    "lead_id": "ID do lead|ID lead|Número do lead|Código do lead",
    "created_at": "Criado em|Data de criação|Data do lead|Data de cadastro|Data de entrada|Recebido em|Data",
    "first_contact_at": "Primeiro contato|Primeiro contacto|Data do primeiro contato|"
    "Data do primeiro contacto|Primeira resposta|Primeiro atendimento|Primeira ligação|Contatado em|"
    "Data do contato",
    "converted_at": "Convertido em|Data de conversão|Data da conversão|Qualificado em",
    "deal_id": "ID do negócio|ID da oportunidade|ID oportunidade|ID negócio",
    "is_converted": "Convertido|Convertida|É convertido",
    "status": "Status|Status do lead|Estado|Situação|Resultado",
    "reason": "Motivo|Razão|Motivo de desqualificação|Motivo da perda|Motivo de descarte",
    "source": "Origem|Origem do lead|Fonte|Fonte do lead|Canal|Campanha",
    "owner": "Proprietário|Responsável|Proprietário do lead|Vendedor|Consultor|Atribuído a|"
    "Usuário responsável|SDR",
}

OUTCOMES = {
    "won": "Ganho|Ganha|Ganhos|Ganhas|Fechado ganho|Fechado e ganho|Fechada ganha|Fechamento ganho|"
    "Fechado como ganho|Fechado Vencido|Negócio ganho|Negócio fechado ganho|Oportunidade ganha|Venda ganha|"
    "Vendido|Vendida|Venda|Venda realizada|Venda concluída|Venda fechada|Venda efetuada|Sucesso|"
    "Fechado com sucesso|Bem-sucedido|Aceito|Aceita|Aceite|Proposta aceita|Proposta aceite|Orçamento aprovado|"
    "Assinado|Assinada|Contrato assinado|Faturado|Faturada|Conquistado|Conquistada|Vitória|Convertida|"
    "Convertido",
    "lost": "Perda|Perdas|Fechado perdido|Fechado e perdido|Fechada perdida|Fechamento perdido|"
    "Fechado como perdido|Negócio perdido|Negócio fechado perdido|Oportunidade perdida|Venda perdida|Recusado|"
    "Recusada|Proposta recusada|Rejeitado|Rejeitada|Fracasso|Fracassado|Falhou|Insucesso|Sem sucesso|"
    "Malsucedido|Não vendido|Não ganho|Não fechou|Não interessado|Não interessada|Sem interesse|"
    "Não tem interesse|Não comprou|Desistiu|Desistência|Derrota|Perdido|Perdida|Perdidos|Perdidas",
    "dropped": "Desqualificado|Desqualificada|Não qualificado|Não qualificada|Descartada|Duplicidade|"
    "Arquivado|Arquivada|Arquivo morto|Inativo|Inativa|Expirou|Excluído|Excluída|Sem decisão|Abandono|"
    "Abandonado|Abandonada|Cancelado|Cancelada|Anulado|Anulada|Descartado|Duplicado|Duplicada|Expirado|"
    "Inválido|Eliminado|Spam",
    "open": "Aberto|Aberta|Abertos|Em aberto|Em andamento|Em curso|Em processo|Em progresso|Ativo|Ativa|Novo|"
    "Nova|Novos|Novas|Pendente|Pendentes|Pendente de assinatura|Aguardando|Aguardando resposta|"
    "Aguardando retorno|Aguardando decisão|Aguardando pagamento|Aguardando assinatura|Em espera|Em pausa|"
    "Pausada|Adiado|Adiada|Postergado|Atrasado|Em acompanhamento|Acompanhamento|Em análise|Em tratativa|"
    "Em atendimento|A contatar|A fazer|Iniciada|Não iniciado|Rascunho|Quente|Morno|Follow-up|Iniciado|Pausado",
    "steps": "Prospectando|Prospecção|Prospect|Contatado|Contatada|Contactada|Contato|Primeiro contato|"
    "Contato inicial|Qualificado|Qualificada|Qualificação|Qualificando|Em qualificação|"
    "Levantamento de necessidades|Diagnóstico|Reunião|Reunião agendada|Agendado|Agendada|Visita agendada|"
    "Demonstração|Demo realizada|Apresentação|Apresentação agendada|Orçamento|Orçamento enviado|Proposta|"
    "Proposta enviada|Proposta Valor|Enviado|Negociação|Em negociação|Negociando|Contrato enviado|"
    "Em fechamento|Fechamento|Interessada|Identificação Decisor|Interessado",
    "closed": "Fechado|Fechada|Fechados|Fechadas|Encerrado|Encerrada|Concluído|Concluída|Finalizados|"
    "Terminados|Negócio fechado|Negócio encerrado|Finalizado|Finalizada|Terminado|Terminada",
}

LEAD_OUTCOMES = {
    "converted": "Convertido|Convertida|Qualificado|Qualificada|Cliente|Ganho|Matriculado",
    "disqualified": "Desqualificado|Desqualificada|Não qualificado|Descartado|Rejeitado|Recusado|Perdido|"
    "Perdida|Duplicado|Não interessado|Sem interesse|Inválido|Arquivado",
}
