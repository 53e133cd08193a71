export { toldIn, withCards } from './fitting.ts'
export { isWhole, orderActions, orderCard } from './order-card.ts'
export { comparisonCard, moreAbout, productCard } from './product-cards.ts'
