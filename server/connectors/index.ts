export { demoShopOrders, type OrderConnector, type OrderView } from './orders.ts'
