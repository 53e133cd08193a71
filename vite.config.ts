import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

/**
 * One file for the three browser builds, chosen by mode: `vite build --mode widget | loader | console`.
 * Vitest reads it too (mode `test`) and gets the shared part only.
 */
export default defineConfig(({ mode }) => ({ ...shared, ...builds[mode] }))

// Preact's own automatic runtime; the compiler in Vite does it, so that no preset plugin is needed.
const shared: UserConfig = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
}

const builds: Record<string, UserConfig> = {
  widget: application('widget', withoutSpareTransports(), oneFileAtFirst()),
  console: application('console'),
  loader: {
    publicDir: false,
    build: {
      ...outputTo('dist/loader'),
      rolldownOptions: {
        input: here('widget/loader.ts'),
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  },
}

/** An application with its own html. The html must hold no inline script or style: the server's policy refuses both. */
function application(name: string, ...plugins: Plugin[]): UserConfig {
  const root = here(name)
  return {
    // Said once more by a plugin, which has the last word: `server/build.ts` names the project's folder.
    root,
    plugins: [{ name: 'own-root', config: () => ({ root }) }, ...plugins],
    base: `/${name}/`,
    build: { ...outputTo(`dist/${name}`), rolldownOptions: { input: here(`${name}/index.html`) } },
  }
}

/**
 * Leaves out of socket.io-client what the widget never uses: WebTransport and polling by XMLHttpRequest, for it polls
 * by fetch. Everything that stays is the library's own; its list of transports alone keeps bundlers from leaving out.
 */
function withoutSpareTransports(): Plugin {
  const list = 'engine.io-client/build/esm/transports/index.js'
  let found = false
  return {
    name: 'without-spare-transports',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(`/node_modules/${list}`)) return
      found = true
      return `
        import { Fetch } from './polling-fetch.js'
        import { WS } from './websocket.js'
        export const transports = { websocket: WS, polling: Fetch }`
    },
    buildEnd(problem) {
      if (!found && !problem)
        this.error(`${list} is gone from socket.io-client; see withoutSpareTransports()`)
    },
  }
}

/** One file for all that is loaded at once, and nothing of socket.io-client in it that is exported but never used. */
function oneFileAtFirst(): Plugin {
  const rolldownOptions = {
    output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial' as const] }] } },
    treeshake: { moduleSideEffects: (id: string) => !/\/(socket|engine)\.io-/.test(id) },
  }
  return { name: 'one-file-at-first', config: () => ({ build: { rolldownOptions } }) }
}

function outputTo(folder: string): NonNullable<UserConfig['build']> {
  return {
    outDir: here(folder),
    emptyOutDir: true,
    target: 'es2022',
    manifest: false,
    // A data: address would need an exception in the policy for fonts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  }
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
