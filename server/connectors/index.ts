export { type Availability, type ComparisonRow, compareProducts } from './compare-products.ts'
export { type ConfiguredShops, openConfiguredShops, type ShopsFile, shopsFile } from './configured.ts'
export {
  type Egress,
  type EgressAnswer,
  EgressFailure,
  type EgressRequest,
  type EgressSettings,
  openEgress,
} from './egress/egress.ts'
export type { ShopCredentials } from './open-api/client.ts'
export type { ShopMapping } from './open-api/mapping.ts'
export { type OpenApiShopSettings, openApiShop } from './open-api/open-api-shop.ts'
export { orderNumbersOf } from './order-numbers.ts'
export { type ActionResult, performAction } from './perform-action.ts'
export * from './shop.ts'
export { withinSignal } from './within-signal.ts'
export { withoutActions } from './without-actions.ts'
