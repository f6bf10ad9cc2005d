"""Turkish words, of catalogs (Odoo, Vtiger, Krayin, Perfex) and of hand-kept sheets."""

DEALS = {
    "deal_id": "Fırsat No|Fırsat ID|Fırsat Numarası|Fırsat Kodu|Anlaşma No|Anlaşma ID|Satış No|Proje No|"
    "Proje Kodu|Teklif No|Teklif Numarası|Sipariş No|Sipariş Numarası|Sözleşme No|Fatura No|Talep No|Dosya No|"
    "Kayıt No|Kayıt Kimliği|Referans No|Referans|Kimlik|ID|No|Numara|Sıra No|Sıra",
    "name": "Fırsat Adı|Fırsat Başlığı|Fırsat İsmi|Fırsat|Satış Fırsatı|Anlaşma Adı|Anlaşma Başlığı|"
    "Anlaşma|Proje Adı|Proje|Teklif Adı|Teklif Başlığı|Teklif|Sipariş|Talep|Başlık|Adı|İsim|Konu|Açıklama|"
    "Fiyat Teklifi|Sözleşme",
    "account": "Müşteri|Müşteri Adı|Müşteri Ünvanı|Firma|Firma Adı|Şirket|Şirket Adı|Kuruluş|Kuruluş Adı|"
    "Organizasyon|Kurum|Kurum Adı|Cari|Cari Adı|Hesap|Hesap Adı|Alıcı|Ünvan|Potansiyel Müşteri|Aday Müşteri|"
    "Kişi|Kişi Adı|İlgili Kişi|Yetkili Kişi|Ad Soyad|Adı Soyadı",
    "pipeline": "Satış Hattı|Satış Hunisi|Huni|Satış Süreci|Pipeline|Boru Hattı|İş Hattı|Süreç",
    "owner": "Satış Temsilcisi|Satış Temsilcisi Adı|Temsilci|Sorumlu|Sorumlu Kişi|Satış Sorumlusu|"
    "Fırsat Sorumlusu|Fırsat Sahibi|Anlaşma Sahibi|Sahibi|Sahip|Kayıt Sahibi|Satışçı|Satıcı|Satış Personeli|"
    "Satış Uzmanı|Satış Danışmanı|Danışman|Müşteri Temsilcisi|Plasiyer|Portföy Yöneticisi|Emlak Danışmanı|"
    "Atanan|Atanan Kişi|Atanan Kullanıcı|Atandı|Yönetici|Satış Müdürü|Personel|Çalışan|Kullanıcı",
    "team": "Ekip|Takım|Satış Ekibi|Satış Takımı|Departman|Bölüm|Şube",
    "stage": "Aşama|Satış Aşaması|Fırsat Aşaması|Anlaşma Aşaması|Mevcut Aşama|Aşama Adı|Adım|Safha|Evre|"
    "Yeni Aşama",
    "status": "Durum|Durumu|Fırsat Durumu|Anlaşma Durumu|Satış Durumu|Teklif Durumu|Sipariş Durumu|Son Durum|"
    "Sonuç|Sonucu|Statü|Karar|Kazanıldı/Kaybedildi",
    "amount": "Tutar|Tutarı|Fırsat Tutarı|Teklif Tutarı|Satış Tutarı|Sipariş Tutarı|Sözleşme Tutarı|"
    "Fatura Tutarı|Toplam Tutar|Net Tutar|Brüt Tutar|Tahmini Tutar|Beklenen Tutar|Değer|Fırsat Değeri|"
    "Anlaşma Değeri|Toplam Değer|Tahmini Değer|Beklenen Gelir|Beklenen Ciro|Tahmini Gelir|Gelir|Ciro|"
    "Hacim|Fiyat|Satış Fiyatı|Teklif Fiyatı|Toplam Fiyat|Bedel|Sözleşme Bedeli|Bütçe|Meblağ|Miktar|Toplam|"
    "Aday Değeri|Potansiyel Değer|Teklif|Fiyat Teklifi|Sipariş|Sözleşme",
    "currency": "Para Birimi|Döviz|Döviz Cinsi|Kur",
    "probability": "Olasılık|Olasılık (%)|Olabilirlik|Olabilirlik (%)|Kazanma Olasılığı|Kapanma Olasılığı|"
    "İhtimal|Kazanma İhtimali|Başarı Olasılığı",
    "created_at": "Oluşturulma Tarihi|Oluşturma Tarihi|Oluşturulma|Oluşturuldu|Oluşturulma Zamanı|"
    "Fırsat Oluşturma Tarihi|Kayıt Tarihi|Eklenme Tarihi|Ekleme Tarihi|Giriş Tarihi|Açılış Tarihi|Açılış|"
    "Başlangıç Tarihi|Başlangıç|Başlama Tarihi|Geliş Tarihi|Talep Tarihi|Başvuru Tarihi|Teklif Tarihi|"
    "Sipariş Tarihi|Tarih|Tarihi|Talep|Başvuru",
    "won_at": "Kazanma Tarihi|Kazanılma Tarihi|Kazanıldığı Tarih",
    "lost_at": "Kaybetme Tarihi|Kaybedilme Tarihi|Kaybedildiği Tarih|Ret Tarihi|İptal Tarihi|Ret|Red|"
    "Red Tarihi|Reddedildi|Reddedilme Tarihi|İptal|İptal Edildi|Vazgeçme|Vazgeçme Tarihi|Kayıp|"
    "Kayıp Tarihi",
    "closed_at": "Gerçek Kapanış Tarihi|Gerçekleşen Kapanış Tarihi|Kapatılma Tarihi|Kapatıldı|Kapandı|"
    "Tamamlanma Tarihi|Tamamlandı",
    "close_date": "Kapanış Tarihi|Kapanma Tarihi|Kapanış|Kapatma Tarihi|Bitiş Tarihi|Bitiş|Sonuçlanma Tarihi|"
    "Sonuç Tarihi|Satış Tarihi|Sözleşme Tarihi|İmza Tarihi|Onay Tarihi|Karar Tarihi|Teslim Tarihi",
    "expected_close": "Beklenen Kapanış Tarihi|Beklenen Kapanış|Tahmini Kapanış Tarihi|Tahmini Kapanış|"
    "Öngörülen Kapanış Tarihi|Planlanan Kapanış Tarihi|Planlanan Kapanış|Hedef Kapanış Tarihi|Beklenen Tarih|"
    "Tahmini Tarih|Hedef Tarih|Termin|Termin Tarihi|Son Tarih|Vade|Vade Tarihi",
    "stage_changed_at": "Son Aşama Değişikliği|Aşama Değişiklik Tarihi|Aşama Değişim Tarihi|"
    "Son Aşama Güncellemesi|Aşama Güncelleme Tarihi",
    "lead_created_at": "Aday Oluşturma Tarihi|Lead Tarihi|Lead Oluşturma Tarihi|Aday Tarihi|"
    "Müşteri Kayıt Tarihi|Kişi Oluşturma Tarihi",
    "first_contact_at": "İlk Temas|İlk Temas Tarihi|İlk İletişim|İlk İletişim Tarihi|İlk Görüşme|"
    "İlk Görüşme Tarihi|İlk Arama|İlk Arama Tarihi|İlk Yanıt|İlk Yanıt Tarihi|İlk Aktivite|İlk Toplantı|"
    "İlk Toplantı Tarihi|İletişim Tarihi|Görüşme Tarihi|Temas Tarihi",
    "last_activity_at": "Son Aktivite|Son Aktivite Tarihi|Son Etkinlik|Son Etkinlik Tarihi|Son İletişim|"
    "Son İletişim Tarihi|Son Görüşme|Son Görüşme Tarihi|Son Temas|Son Temas Tarihi|Son Arama",
    "lost_reason": "Kayıp Nedeni|Kayıp Sebebi|Kaybetme Nedeni|Kaybetme Sebebi|Kaybedilme Nedeni|"
    "Kaybedilme Sebebi|Ret Nedeni|Red Nedeni|Red Sebebi|İptal Nedeni|İptal Sebebi|Olumsuzluk Nedeni|"
    "Kapanış Nedeni|Neden|Sebep",
    "source": "Kaynak|Müşteri Kaynağı|Aday Kaynağı|Lead Kaynağı|Fırsat Kaynağı|Kaynak Kampanya|Kanal|"
    "Satış Kanalı|Geliş Kanalı|Nereden Duydu|Kampanya",
    "industry": "Sektör|Endüstri|Faaliyet Alanı|İş Kolu",
    "region": "Bölge|Satış Bölgesi",
    "segment": "Segment|Müşteri Segmenti|Müşteri Tipi|Müşteri Türü",
    "deal_type": "Tip|Tür|Fırsat Tipi|Fırsat Türü|Satış Tipi|Satış Türü|Anlaşma Türü",
    "product": "Ürün|Ürün Adı|Ürünler|Hizmet|Hizmetler|Ürün/Hizmet|Paket",
    "last_stage": "Son Aşama|Önceki Aşama",
    "stage_number": "Aşama No|Aşama Numarası|Aşama Sırası",
    "is_won": "Kazanıldı|Kazanıldı mı|Satıldı",
    "is_lost": "Kaybedildi|Kaybedildi mi",
    "is_closed": "Kapalı|Kapandı|Kapatıldı|Kapalı mı|Tamamlandı|Bitti",
    "is_deleted": "Silindi|Silinmiş",
    "entered_at": "Aşamaya Giriş Tarihi|Aşama Tarihi|Giriş Zamanı|Değişim Tarihi|Değişiklik Tarihi|"
    "Ne Zaman|Zaman|Zaman Damgası|Tarih Saat|Değiştirilme Tarihi|Değiştirme Tarihi|Geçiş Tarihi|"
    "Giriş Tarihi",
    "from_stage": "Önceki Aşama|Eski Aşama|Aşamadan|Önce|Önceki|Eski|Eski Durum|Önceki Durum|Kaynak Aşama",
    "to_stage": "Sonra|Sonraki|Yeni|Yeni Aşama|Aşamaya|Hedef Aşama|Yeni Durum|Sonraki Aşama|Sonraki Durum",
    "field": "Alan|Alan Adı|Değişen Alan|Özellik",
    "old_value": "Eski Değer|Önceki Değer|Eski|Önce",
    "new_value": "Yeni Değer|Yeni|Sonra",
    "signed_at": "İmza|İmzalandı|İmza Tarihi|İmzalanma Tarihi|Sözleşme|Sözleşme Tarihi|Sözleşme İmzalandı|"
    "Sözleşme İmza Tarihi|Sipariş|Sipariş Tarihi|Sipariş Verildi|Kabul|Kabul Edildi|Kabul Tarihi|Onay|"
    "Onaylandı|Onay Tarihi|Satıldı|Satış|Satış Tarihi|Satın Alma Tarihi",
}

LEADS = {
    "lead_id": "Lead No|Lead ID|Aday No|Aday ID|Potansiyel No|Potansiyel Müşteri No",
    "created_at": "Oluşturulma Tarihi|Oluşturma Tarihi|Kayıt Tarihi|Başvuru Tarihi|Talep Tarihi|Lead Tarihi|"
    "Tarih",
    "first_contact_at": "İlk Temas|İlk Temas Tarihi|İlk İletişim|İlk İletişim Tarihi|İlk Görüşme|"
    "İlk Görüşme Tarihi|İlk Arama|İlk Yanıt|İletişim Tarihi",
    "converted_at": "Dönüşüm Tarihi|Dönüştürülme Tarihi|Dönüştürme Tarihi",
    "deal_id": "Fırsat No|Fırsat ID|Anlaşma No",
    "is_converted": "Dönüştürüldü|Dönüştü",
    "status": "Durum|Lead Durumu|Aday Durumu|Sonuç",
    "reason": "Neden|Sebep|Ret Nedeni|Eleme Nedeni|Kayıp Nedeni",
    "source": "Kaynak|Lead Kaynağı|Aday Kaynağı|Kanal|Kampanya",
    "owner": "Sorumlu|Satış Temsilcisi|Sahibi|Atanan|Atanan Kullanıcı|Temsilci",
}

OUTCOMES = {
    "won": "Kazanıldı|Kazanılan|Kazanılmış|Kazandı|Kazandık|Kapalı - Kazanıldı|Kapandı - Kazanıldı|"
    "Kapatıldı - Kazanıldı|Kazanılarak kapatıldı|Fırsat kazanıldı|Anlaşma kazanıldı|Satıldı|Satış|"
    "Satış yapıldı|Satış gerçekleşti|Satış tamamlandı|Satışa döndü|Başarılı|Başarı|Başarıyla kapatıldı|"
    "Sipariş alındı|Sipariş verildi|Sözleşme imzalandı|İmzalandı|Kabul edildi|Teklif kabul edildi|Ödendi|"
    "Faturalandı|Dönüştürüldü",
    "lost": "Kaybedildi|Kaybedilen|Kaybedilmiş|Kaybetti|Kaybettik|Kayıp|Kapalı - Kaybedildi|"
    "Kapandı - Kaybedildi|Kapatıldı - Kaybedildi|Fırsat kaybedildi|Anlaşma kaybedildi|Satış kaybedildi|"
    "Başarısız|Başarısızlık|Reddedildi|Teklif reddedildi|Ret|Olumsuz|Olumsuz sonuçlandı|Satılmadı|"
    "Satış olmadı|Almadı|İlgilenmiyor|İlgisiz|Vazgeçti|Müşteri vazgeçti",
    "dropped": "İptal|İptal edildi|İptal oldu|Diskalifiye|Diskalifiye edildi|Niteliksiz|Nitelikli değil|"
    "Uygun değil|Mükerrer|Tekrarlanan|Kopya|Arşiv|Arşivlendi|Arşivlenmiş|Pasif|Süresi doldu|Süresi dolmuş|"
    "Terk edildi|Geçersiz|Silindi|Geri çekildi|Spam",
    "open": "Açık|Aktif|Devam ediyor|Devam eden|Süreçte|Sürüyor|İşlemde|Yeni|Beklemede|Bekliyor|Bekleyen|"
    "Onay bekliyor|Yanıt bekleniyor|Cevap bekleniyor|Ödeme bekleniyor|Karar bekleniyor|Askıda|Ertelendi|"
    "Ertelenmiş|Durduruldu|Gecikmiş|Takipte|Takip|Değerlendiriliyor|Değerlendirmede|Taslak|Sıcak|Ilık|Başladı|"
    "Başlamadı",
    "steps": "Aday|Potansiyel|İletişime geçildi|İletişim kuruldu|İlk temas|İlk görüşme|Görüşme|Görüşülüyor|"
    "Görüşme yapıldı|Arandı|Nitelikli|Nitelendirme|Değerlendirme|İhtiyaç analizi|Toplantı|Toplantı planlandı|"
    "Randevu|Randevu alındı|Sunum|Sunum yapıldı|Demo yapıldı|Teklif|Teklif verildi|Teklif gönderildi|"
    "Teklif aşaması|Öneri|Gönderildi|Pazarlık|Müzakere|Müzakerede|Sözleşme|Sözleşme gönderildi|"
    "Sözleşme aşaması|İlgileniyor",
    "closed": "Kapalı|Kapandı|Kapatıldı|Tamamlandı|Tamamlanan|Bitti|Sonuçlandı|Sonlandı|Sonlandırıldı",
}

LEAD_OUTCOMES = {
    "converted": "Dönüştürüldü|Dönüştü|Nitelikli|Müşteri|Kazanıldı",
    "disqualified": "Diskalifiye|Diskalifiye edildi|Niteliksiz|Uygun değil|Reddedildi|Kaybedildi|Kayıp|"
    "Mükerrer|İlgilenmiyor|Geçersiz|İptal",
}
