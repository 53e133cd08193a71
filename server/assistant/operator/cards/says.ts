import type { Language } from '#shared/knowledge.ts'

/** What a card's button sends as the visitor's message: each is a sentence that the operator's rules understand. */
export const says: Record<
  Language,
  {
    track(number: string): string
    status(number: string): string
    return(number: string): string
    more(product: string): string
  }
> = {
  en: {
    track: (number) => `Where is the parcel of order ${number}?`,
    status: (number) => `Where is my order ${number}?`,
    return: (number) => `I want to return order ${number}`,
    more: (product) => `What does the ${product} cost?`,
  },
  zh: {
    track: (number) => `订单 ${number} 的包裹到哪了？`,
    status: (number) => `我的订单 ${number} 到哪了？`,
    return: (number) => `我要退订单 ${number}`,
    more: (product) => `${product}多少钱`,
  },
}
