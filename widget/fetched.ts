/**
 * A module that is loaded when first needed. A browser may never ask again for one that it could not fetch once, so it is
 * asked for under another address then, which the failure names in most browsers. Fails where that fails too.
 */
export async function fetched<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (problem) {
    const address = /https?:\/\/\S+\.js/.exec(String(problem))?.[0]
    if (!address) throw problem
    return import(/* @vite-ignore */ `${address}?${Date.now()}`)
  }
}
