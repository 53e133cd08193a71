import { storefrontJourney } from './storefront-journey.ts'

storefrontJourney({
  language: 'en',
  path: '/',
  greeting: 'Hello! Ask about an order',
  question: {
    text: 'Do you ship to Australia?',
    title: 'Which countries do you ship to?',
    says: 'From Rotterdam',
  },
  offTopic: {
    text: 'What’s the capital of Mongolia?',
    declined: 'That is outside what I can help with here.',
    person: 'Talk to a person',
  },
  order: {
    text: 'Where is my order?',
    asks: 'Please send me the order number',
    proof: 'NL-100201, emma@example.com',
    says: ['NL-100201', 'It is on its way with Harbourline Express.', 'HX576132629NL'],
  },
  composed: { letters: 'ni', text: 'Can I say 你好 here?' },
  words: {
    open: 'Chat',
    send: 'Send',
    helpful: 'Helpful',
    person: 'Talk to a person',
    sent: 'Sent',
    waiting: 'Our team is away right now.',
  },
})
