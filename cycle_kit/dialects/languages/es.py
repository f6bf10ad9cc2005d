"""Spanish words, of catalogs (Odoo, EspoCRM, Vtiger, HubSpot, Pipedrive) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID del negocio|ID negocio|ID de la oportunidad|ID oportunidad|ID del trato|ID trato|"
    "Número Oportunidad|Número de oportunidad|Nº oportunidad|Número de negocio|Número de proyecto|"
    "Nº de proyecto|Número de cotización|Nº cotización|Número de presupuesto|Nº presupuesto|Número de pedido|"
    "Nº pedido|Número de contrato|Nº contrato|Número de factura|Nº factura|Número de expediente|"
    "ID de registro|Referencia|Ref|Folio|Identificador|ID|Número|Nº|Núm",
    "name": "Nombre del negocio|Nombre de la oportunidad|Nombre oportunidad|Nombre del trato|"
    "Título del negocio|Título de la oportunidad|Título del trato|Oportunidad|Negocio|Trato|"
    "Nombre del proyecto|Proyecto|Nombre de la venta|Cotización|Presupuesto|Propuesta|Título|Nombre|"
    "Asunto|Concepto|Descripción|Oferta|Pedido|Contrato",
    "account": "Cliente|Nombre del cliente|Nombre cliente|Empresa|Nombre de la empresa|Compañía|"
    "Nombre de la compañía|Organización|Nombre de la organización|Cuenta|Nombre de la cuenta|Razón social|"
    "Prospecto|Comprador|Contacto|Nombre del contacto|Persona de contacto|Nombre completo|Nombre y apellidos|"
    "Nombre y apellido",
    "pipeline": "Pipeline|Embudo|Embudo de ventas|Proceso de ventas|Proceso de venta|Flujo de ventas|"
    "Canalización",
    "owner": "Propietario|Propietario del negocio|Propietario de la oportunidad|Propietario del trato|"
    "Propietario del registro|Responsable|Responsable comercial|Comercial|Vendedor|Vendedora|"
    "Nombre del vendedor|Asesor|Asesora|Asesor comercial|Asesor de ventas|Ejecutivo|Ejecutivo comercial|"
    "Ejecutivo de ventas|Ejecutivo de cuenta|Agente|Agente de ventas|Representante|Representante de ventas|"
    "Asignado a|Asignada a|Usuario asignado|Usuario responsable|Encargado|Gestor|Gestor comercial|"
    "Gerente de cuenta|Consultor|Atendido por|Usuario",
    "team": "Equipo|Equipo de ventas|Equipo comercial|Departamento comercial|Sucursal|Oficina",
    "stage": "Etapa|Etapa del negocio|Etapa de la oportunidad|Etapa del trato|Etapa de venta|Etapa de ventas|"
    "Etapa actual|Etapa del embudo|Etapa del pipeline|Fase|Fase de venta|Fase del negocio|Fase actual|Paso|"
    "Nueva etapa|Nombre de la etapa",
    "status": "Estado|Estado del negocio|Estado de la oportunidad|Estado del trato|Estado de la venta|"
    "Estado de la cotización|Estado actual|Estado final|Estatus|Estatus de la venta|Resultado|Resultado final|"
    "Situación|Desenlace|Decisión|Ganado/Perdido|Ganada/Perdida",
    "amount": "Importe|Importe total|Importe de la oportunidad|Monto|Monto total|Monto del negocio|"
    "Monto de la venta|Monto estimado|Valor|Valor del negocio|Valor de la oportunidad|Valor del trato|"
    "Valor total|Valor estimado|Valor del contrato|Valor de la venta|Cantidad|Ingresos esperados|"
    "Ingreso esperado|Ingresos estimados|Ingresos previstos|Ingresos|Facturación|Precio|Precio de venta|"
    "Precio total|Presupuesto estimado|Venta|Ventas|Total|Suma|Neto|Bruto|Valor del lead|"
    "Valor del prospecto|Oferta|Presupuesto|Cotización|Propuesta|Pedido|Contrato",
    "currency": "Moneda|Divisa|Código de moneda|Tipo de moneda",
    "probability": "Probabilidad|Probabilidad (%)|Probabilidad de cierre|Probabilidad de ganar|"
    "Probabilidad de ganar (%)|Probabilidad de éxito|Probabilidad del negocio|% de cierre",
    "created_at": "Creado el|Creada el|Fecha de creación|Fecha creación|Creación|Fecha de alta|Alta|"
    "Fecha de registro|Registrado el|Fecha de ingreso|Fecha de entrada|Fecha de apertura|Abierto el|"
    "Abierta el|Apertura|Fecha de inicio|Inicio|Agregado el|Añadido el|Fecha de recepción|Recibido el|"
    "Fecha de solicitud|Fecha de consulta|Fecha de cotización|Fecha de la oferta|Fecha de presupuesto|"
    "Fecha de pedido|Fecha|Consulta|Solicitud|Fecha solicitud|Fecha consulta|Solicitado el",
    "won_at": "Ganado el|Ganada el|Fecha de ganado|Fecha ganado|Fecha ganada|Fecha de éxito",
    "lost_at": "Perdido el|Perdida el|Fecha de pérdida|Fecha perdido|Fecha de perdido|Fecha de rechazo|"
    "Rechazo|Fecha rechazo|Fecha del rechazo|Rechazado|Rechazada|Rechazado el|Descartado el|"
    "Fecha de descarte|Renuncia|Fecha renuncia|Desistimiento|Cancelado el|Cancelación|Fecha cancelación|"
    "Fecha de cancelación|Fecha pérdida|Pérdida",
    "closed_at": "Cerrado el|Cerrada el|Fecha de cierre real|Fecha real de cierre|Finalizado el",
    "close_date": "Fecha de cierre|Fecha cierre|Cierre|Fecha de clausura|Fecha de finalización|Fecha fin|"
    "Fecha de fin|Fin|Terminado el|Fecha de venta|Vendido el|Vendida el|Fecha de firma|Firmado el|"
    "Fecha de contrato|Fecha del contrato|Fecha de compra|Fecha de decisión|Fecha de entrega|Fecha de archivo",
    "expected_close": "Fecha de cierre prevista|Fecha prevista de cierre|Cierre previsto|"
    "Fecha de cierre estimada|Fecha estimada de cierre|Fecha esperada de cierre|Fecha de cierre esperada|"
    "Cierre esperado|Cierre estimado|Fecha probable de cierre|Fecha de cierre proyectada|Fecha prevista|"
    "Fecha estimada|Fecha objetivo|Fecha límite|Vencimiento|Fecha de vencimiento",
    "stage_changed_at": "Última actualización de la etapa|Último cambio de etapa|Fecha de cambio de etapa|"
    "Fecha del último cambio de etapa|En etapa desde|Cambio de etapa",
    "lead_created_at": "Fecha de creación del lead|Fecha del lead|Lead creado el|"
    "Fecha de creación del prospecto|Fecha de creación del contacto|Fecha de creación del cliente|"
    "Fecha de alta del cliente|Fecha de recepción del lead",
    "first_contact_at": "Primer contacto|Fecha de primer contacto|Fecha del primer contacto|"
    "Primera llamada|Fecha de primera llamada|Primera respuesta|Fecha de primera respuesta|"
    "Primera actividad|Primera reunión|Fecha de primera reunión|Contacto inicial|"
    "Fecha de contacto inicial|Contactado el|Fecha de contacto|Fecha contacto",
    "last_activity_at": "Última actividad|Fecha de última actividad|Fecha de la última actividad|"
    "Último contacto|Fecha de último contacto|Fecha del último contacto|Última llamada|Última interacción|"
    "Último seguimiento|Fecha de último seguimiento",
    "lost_reason": "Motivo de pérdida|Motivo de la pérdida|Motivo de perdido|Motivo de cierre perdido|"
    "Motivo de negocio perdido|Razón de pérdida|Razón de la pérdida|Causa de pérdida|Causa de no cierre|"
    "Motivo de rechazo|Motivo del rechazo|Razón de rechazo|Motivo de cancelación|Motivo de descarte|"
    "Motivo de no compra|Motivo de cierre|Motivo|Razón",
    "source": "Origen|Origen del lead|Origen del negocio|Origen de la oportunidad|Origen del contacto|"
    "Origen del cliente|Fuente|Fuente del lead|Fuente de tráfico|Fuente original|Fuente del cliente|"
    "Procedencia|Canal|Canal de origen|Canal de venta|Canal de adquisición|Medio de contacto|Cómo nos conoció|"
    "Campaña",
    "industry": "Industria|Sector|Giro|Rubro|Sector de actividad",
    "region": "Región|Territorio|Zona|Provincia|Comunidad autónoma",
    "segment": "Segmento|Segmento de cliente|Tipo de cliente",
    "deal_type": "Tipo|Tipo de negocio|Tipo de oportunidad|Tipo de venta|Tipo de trato",
    "product": "Producto|Nombre del producto|Productos|Servicio|Servicios|Producto/Servicio|"
    "Producto o servicio|Curso|Paquete",
    "last_stage": "Última etapa|Etapa anterior|Etapa previa",
    "stage_number": "Número de etapa|Nº de etapa|Orden de etapa",
    "is_won": "Ganado|Ganada|Es ganado|Vendido|Vendida",
    "is_lost": "Perdido|Perdida|Es perdido",
    "is_closed": "Cerrado|Cerrada|Finalizado|Finalizada|Terminado|Concluido",
    "is_deleted": "Eliminado|Eliminada|Borrado",
    "entered_at": "Fecha de entrada en la etapa|Entrada en la etapa|Fecha de entrada|Fecha de etapa|"
    "Fecha de cambio|Fecha de modificación|Marca temporal|Cuándo|Fecha del cambio|Modificado el|"
    "Cambiado el|Fecha y hora|Fecha/hora|Desde el|Fecha movimiento|Fecha de movimiento",
    "from_stage": "De etapa|Etapa anterior|Etapa previa|De|Antes|Desde|Anterior|Estado anterior|"
    "De la etapa|Etapa antigua|Antigua etapa|Fase anterior|Estado antiguo|Etapa de origen",
    "to_stage": "A|Después|Nuevo|Hacia|Nueva etapa|Nuevo estado|A etapa|A la etapa|Etapa nueva|"
    "Estado nuevo|Etapa siguiente|Fase nueva|Nueva fase",
    "field": "Campo|Nombre del campo|Campo modificado|Propiedad",
    "old_value": "Valor anterior|Anterior|Antes|Valor antiguo|De",
    "new_value": "Valor nuevo|Nuevo valor|Nuevo|Después|A",
    "signed_at": "Firma|Firmado|Firmada|Firmado el|Fecha firma|Fecha de firma|Fecha de la firma|"
    "Fecha contrato|Fecha de contrato|Fecha del contrato|Contrato|Contrato firmado|Firma del contrato|"
    "Firma contrato|Pedido|Pedido el|Fecha pedido|Fecha de pedido|Fecha del pedido|Orden de compra|"
    "Aceptado|Aceptada|Aceptado el|Aceptación|Fecha aceptación|Fecha de aceptación|Vendido el|Venta|"
    "Fecha venta|Fecha de venta|Adjudicado|Adjudicación|Fecha de adjudicación|Compra|Fecha compra|"
    "Fecha de compra",
}

LEADS = {
    "lead_id": "ID del lead|ID lead|Número de lead|ID del prospecto",
    "created_at": "Creado el|Fecha de creación|Fecha del lead|Fecha de alta|Fecha de registro|Recibido el|"
    "Fecha de recepción|Fecha de solicitud|Fecha",
    "first_contact_at": "Primer contacto|Fecha de primer contacto|Fecha del primer contacto|Primera llamada|"
    "Primera respuesta|Fecha de primera respuesta|Contactado el|Fecha de contacto",
    "converted_at": "Convertido el|Fecha de conversión|Fecha de calificación|Calificado el",
    "deal_id": "ID del negocio|ID de la oportunidad|ID oportunidad|ID negocio|ID del trato",
    "is_converted": "Convertido|Es convertido",
    "status": "Estado|Estatus|Estado del lead|Estado del prospecto|Resultado",
    "reason": "Motivo|Razón|Motivo de descarte|Motivo de descalificación|Motivo de rechazo",
    "source": "Origen|Origen del lead|Fuente|Fuente del lead|Canal|Campaña",
    "owner": "Propietario|Responsable|Propietario del lead|Asignado a|Usuario asignado|Vendedor|Asesor|"
    "Comercial|Ejecutivo",
}

OUTCOMES = {
    "won": "Ganado|Ganada|Ganados|Ganadas|Cerrado ganado|Cerrada ganada|Cierre ganado|Ganado cerrado|"
    "Negocio ganado|Oportunidad ganada|Trato ganado|Venta ganada|Vendido|Vendida|Venta|Venta cerrada|"
    "Venta realizada|Venta concretada|Venta concluida|Venta exitosa|Éxito|Exitoso|Exitosa|Cerrado con éxito|"
    "Concretado|Concretada|Aceptado|Aceptada|Cotización aceptada|Propuesta aceptada|Presupuesto aceptado|"
    "Firmado|Firmada|Contrato firmado|Pagado|Pagada|Facturado|Facturada|Adjudicado|Adjudicada|Comprado|"
    "Convertido|Convertida",
    "lost": "Perdido|Perdida|Perdidos|Perdidas|Cerrado perdido|Cerrada perdida|Cierre perdido|Perdido cerrado|"
    "Negocio perdido|Oportunidad perdida|Trato perdido|Venta perdida|Rechazado|Rechazada|Propuesta rechazada|"
    "Cotización rechazada|Presupuesto rechazado|Fracaso|Fracasado|Fracasada|Fallido|Fallida|No exitoso|"
    "No ganado|No vendido|No concretado|No concretada|No adjudicado|No interesado|No interesada|Sin interés|"
    "No le interesa|No compró",
    "dropped": "Abandonado|Abandonada|Cancelado|Cancelada|Anulado|Anulada|Descalificado|Descalificada|"
    "No calificado|No calificada|No cualificado|Descartado|Descartada|Duplicado|Duplicada|Archivado|Archivada|"
    "Archivo|Inactivo|Inactiva|Expirado|Expirada|Retirado|Retirada|Inválido|Eliminado|Eliminada|Desistido|"
    "Desistida|Sin decisión|Spam",
    "open": "Abierto|Abierta|Abiertos|Abiertas|En curso|En proceso|En progreso|Activo|Activa|Activos|Nuevo|"
    "Nueva|Nuevos|Pendiente|Pendientes|Pendiente de respuesta|Pendiente de pago|Pendiente de firma|En espera|"
    "En espera de respuesta|En pausa|Pausado|Pospuesto|Pospuesta|Aplazado|Aplazada|Retrasado|En seguimiento|"
    "Seguimiento|Por contactar|En revisión|Iniciado|Sin iniciar|Borrador|Caliente|Tibio|Vigente|En gestión",
    "steps": "Prospecto|Prospección|Contactado|Contactada|Contacto|Contacto inicial|Primer contacto|"
    "Calificado|Calificada|Cualificado|Calificación|Cualificación|Calificando|Interesado|Interesada|"
    "Investigando|Análisis de necesidades|Necesita Análisis|Reunión|Reunión agendada|Cita agendada|"
    "Cita programada|Cita|Visita|Demostración|Demo agendada|Presentación|Presentación agendada|Cotización|"
    "Cotización enviada|Cotizado|Cotizada|Presupuesto|Presupuesto enviado|Presupuesto Propuesto|Propuesta|"
    "Propuesta enviada|Oferta enviada|Enviado|Enviada|Negociación|En negociación|Negociando|"
    "Negociando-Revisando|Contrato|Contrato enviado|Cierre|En cierre|Por cerrar",
    "closed": "Cerrado|Cerrada|Cerrados|Cerradas|Finalizado|Finalizada|Terminado|Terminada|Concluido|"
    "Concluida|Completado|Completada|Completo|Negocio cerrado|Trato cerrado",
}

LEAD_OUTCOMES = {
    "converted": "Convertido|Convertida|Calificado|Cualificado|Cliente|Ganado",
    "disqualified": "Descalificado|Descalificada|No calificado|No cualificado|Descartado|Descartada|Rechazado|"
    "Perdido|Perdida|Duplicado|No interesado|No interesada|Sin interés|Inválido|Archivado",
}
