import type { WidgetLanguage } from '#shared/widget-languages.ts'

/** What a visitor reads who may not write, in every language of the widget. It says no reason and blames nobody. */
export const blockedWords: Readonly<Record<WidgetLanguage, string>> = {
  en: 'You cannot write in this chat at the moment. Please contact the shop in another way.',
  zh: '您目前无法在此发送消息，请通过其他方式联系商家。',
  'zh-Hant': '您目前無法在此傳送訊息，請透過其他方式聯絡商家。',
  ja: '現在、このチャットではメッセージを送信できません。ほかの方法でショップにお問い合わせください。',
  ko: '지금은 이 채팅에서 메시지를 보낼 수 없습니다. 다른 방법으로 상점에 문의해 주세요.',
  es: 'En este momento no puede escribir en este chat. Póngase en contacto con la tienda por otro medio.',
  fr: 'Vous ne pouvez pas écrire dans ce chat pour le moment. Veuillez contacter la boutique autrement.',
  de: 'Sie können in diesem Chat im Moment nicht schreiben. Bitte wenden Sie sich auf anderem Weg an den Shop.',
  pt: 'De momento, não é possível escrever neste chat. Contacte a loja de outra forma.',
  it: 'Al momento non è possibile scrivere in questa chat. Contatti il negozio in un altro modo.',
  nl: 'U kunt op dit moment niet in deze chat schrijven. Neem op een andere manier contact op met de winkel.',
  pl: 'W tej chwili nie można pisać na tym czacie. Prosimy o kontakt ze sklepem w inny sposób.',
  tr: 'Şu anda bu sohbette yazamıyorsunuz. Lütfen mağazayla başka bir yoldan iletişime geçin.',
  vi: 'Hiện tại bạn không thể nhắn tin trong khung trò chuyện này. Vui lòng liên hệ với cửa hàng bằng cách khác.',
  th: 'ขณะนี้คุณไม่สามารถส่งข้อความในแชทนี้ได้ โปรดติดต่อร้านค้าผ่านช่องทางอื่น',
  id: 'Saat ini Anda tidak dapat menulis di obrolan ini. Silakan hubungi toko dengan cara lain.',
  ru: 'Сейчас вы не можете писать в этот чат. Пожалуйста, свяжитесь с магазином другим способом.',
  uk: 'Зараз ви не можете писати в цей чат. Будь ласка, зв’яжіться з магазином в інший спосіб.',
  ar: 'لا يمكنك الكتابة في هذه المحادثة حاليًا. يُرجى التواصل مع المتجر بطريقة أخرى.',
  he: 'לא ניתן לכתוב בצ׳אט הזה כרגע. אפשר ליצור קשר עם החנות בדרך אחרת.',
}
