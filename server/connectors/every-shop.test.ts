import { contract } from '../../test/support/shops/contract.ts'
import { startMcp, startShopify, startWooCommerce } from '../../test/support/shops/stands.ts'

contract('Shopify', startShopify)
contract('WooCommerce', startWooCommerce)
contract('An MCP server', () => startMcp(false))
contract('An MCP server that answers in JSON', () => startMcp(true))
