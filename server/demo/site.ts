import type { SiteLook } from '#shared/site.ts'
import { widgetLanguageCodes } from '#shared/widget-languages.ts'

/** How the demo shop's chat looks and speaks. It has no hours: the demo is open whenever somebody looks at it. */
export const demoLook: SiteLook = {
  title: { en: 'Northlight Outdoor', zh: '北光户外', 'zh-Hant': '北光戶外' },
  accent: '#1f6f5c',
  theme: 'auto',
  side: 'right',
  offset: { x: 20, y: 20 },
  languages: [...widgetLanguageCodes],
  greeting: {
    en: 'Hello! Ask about an order, delivery, returns or any of our gear.',
    zh: '您好！订单、配送、退换货或任何装备，都可以问我。',
    'zh-Hant': '您好！訂單、配送、退換貨或任何裝備，都可以問我。',
    ja: 'こんにちは。ご注文、配送、返品、商品について、何でもお尋ねください。',
    de: 'Hallo! Fragen Sie uns zu Ihrer Bestellung, zu Lieferung, Rückgabe oder unserer Ausrüstung.',
    fr: 'Bonjour ! Une question sur une commande, la livraison, un retour ou notre matériel ? Posez-la ici.',
    es: '¡Hola! Pregúntenos por un pedido, el envío, una devolución o cualquiera de nuestros artículos.',
    ar: 'مرحبًا! اسألنا عن طلبك أو التوصيل أو الإرجاع أو أي من منتجاتنا.',
  },
  suggestions: {
    en: ['Where is my order?', 'How do I return an item?', 'How long does delivery take?'],
    zh: ['我的订单到哪了？', '怎么退货？', '下单后多久能收到货？'],
    'zh-Hant': ['我的訂單到哪了？', '怎麼退貨？', '下單後多久能收到貨？'],
    ja: [
      '注文した商品はどこですか？',
      '返品するにはどうすればいいですか？',
      '配送にはどのくらいかかりますか？',
    ],
    de: ['Wo ist meine Bestellung?', 'Wie schicke ich etwas zurück?', 'Wie lange dauert die Lieferung?'],
    fr: ['Où est ma commande ?', 'Comment renvoyer un article ?', 'Quels sont les délais de livraison ?'],
    es: ['¿Dónde está mi pedido?', '¿Cómo devuelvo un artículo?', '¿Cuánto tarda el envío?'],
    ar: ['أين طلبي؟', 'كيف أُرجع منتجًا؟', 'كم يستغرق التوصيل؟'],
  },
  assistantName: {
    en: 'Northlight Assistant',
    zh: '北光助手',
    'zh-Hant': '北光助手',
    ja: 'Northlight アシスタント',
    de: 'Northlight-Assistent',
    fr: 'Assistant Northlight',
    es: 'Asistente de Northlight',
    ar: 'مساعد Northlight',
  },
  offlineText: {
    en: 'Our team is away right now. Ask the assistant, or leave a message: it is kept for them.',
    zh: '人工客服现在不在线。您可以先问智能助手，也可以留言，我们上线后会接着处理。',
    'zh-Hant': '人工客服目前不在線上。您可以先問智慧助理，也可以留言，我們上線後會接著處理。',
    ja: 'ただいま担当者が不在です。アシスタントにお尋ねいただくか、メッセージをお残しください。担当者が戻り次第、拝見します。',
    de: 'Unser Team ist gerade nicht da. Fragen Sie den Assistenten oder hinterlassen Sie eine Nachricht: Sie geht nicht verloren.',
    fr: "Notre équipe est absente pour l'instant. Posez votre question à l'assistant ou laissez un message : il lui sera transmis.",
    es: 'Nuestro equipo no está en este momento. Pregunte al asistente o deje un mensaje: lo guardamos para ellos.',
    ar: 'فريقنا غير متاح الآن. اسأل المساعد أو اترك رسالة، وسنحفظها لهم.',
  },
  proactive: [
    {
      id: 'comparing-gear',
      text: {
        en: 'Torn between two? Tell us both names and we will put them side by side.',
        zh: '两款之间拿不定主意？告诉我名称，帮您并排比较。',
        'zh-Hant': '兩款之間拿不定主意？告訴我名稱，幫您並排比較。',
        ja: 'どちらにするかお迷いですか？商品名を二つお知らせいただければ、並べて比べます。',
        de: 'Zwei Favoriten? Nennen Sie uns beide, wir stellen sie nebeneinander.',
        fr: 'Vous hésitez entre deux articles ? Donnez-nous leurs noms, nous les comparons.',
        es: '¿Duda entre dos artículos? Díganos cuáles y se los comparamos.',
        ar: 'محتار بين منتجين؟ اذكر لنا اسميهما لنقارن بينهما.',
      },
      when: { urlPattern: '/products/*', secondsOnPage: 40 },
    },
  ],
  preChat: [],
  sound: false,
}
