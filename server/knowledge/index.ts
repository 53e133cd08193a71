export { exportArticles, importArticles } from './article-files.ts'
export {
  archiveArticle,
  type Edit,
  listArticles,
  readArticle,
  saveArticle,
} from './articles.ts'
export { type EncoderSettings, openEncoder, parseEncoderName } from './encoder/open.ts'
export type { Candidate, Engine, Finding } from './engine.ts'
export { languageOf } from './language.ts'
export { type Knowledge, type Library, openLibrary } from './library.ts'
export { makeRelease } from './releases/make-release.ts'
export {
  goLive,
  listReleases,
  liveReleaseOf,
  type ReleaseRecord,
  readRelease,
} from './releases/releases.ts'
export { normalise, termsOf } from './search/terms.ts'
export { simplify } from './search/words/han.ts'
export { addSynonyms, editSynonyms, listSynonyms, removeSynonyms } from './synonyms.ts'
