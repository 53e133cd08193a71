import type { FittedModel } from './fit.ts'
import prior from './prior.json' with { type: 'json' }

/**
 * What is used where a shop has too few phrasings to fit its own, and what the ranking's fit is drawn to: fitted by
 * train-prior.ts on the paraphrases that we wrote and on the demo shop's articles, with few phrasings known of each.
 */
export const priorModel: FittedModel = prior
