/** What shops of this kind are paid in (ISO 4217), likeliest first. The shop refuses what it does not take. */
export const currencies = ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'AUD', 'CAD', 'CHF'] as const
