export const enVisitor = {
  email: 'E-mail',
  customer: 'Customer',
  verified: 'verified',
  verifiedHelp: 'The shop signed this itself.',
  claims: 'What the page says',
  claimsHelp:
    'The shop’s page tells this, and whoever uses the browser can change it. Check before you act on it.',
  order: 'Order shown',
  yes: 'yes',
  no: 'no',
  events: (count: string) => `On the page: ${count}`,
}
