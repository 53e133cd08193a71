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
  widget: application('widget', slimSocket()),
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
 * socket.io-client without what the widget never uses, a seventh of all that a visitor loads: binary packets,
 * WebTransport, polling by XMLHttpRequest (it polls by fetch), and other servers than the one the frame came from.
 */
function slimSocket(): Plugin {
  const replaced: Record<string, string> = {
    'engine.io-client/build/esm/index.js': `
      export { nextTick } from './globals.node.js'
      export { Socket } from './socket.js'
      export { installTimerFunctions } from './util.js'`,
    'engine.io-client/build/esm/transports/index.js': `
      import { Fetch } from './polling-fetch.js'
      import { WS } from './websocket.js'
      export const transports = { websocket: WS, polling: Fetch }`,
    'engine.io-client/build/esm/contrib/parseqs.js': `
      export const encode = (query) => String(new URLSearchParams(query))
      export const decode = (text) => Object.fromEntries(new URLSearchParams(text))`,
    'engine.io-client/build/esm/contrib/parseuri.js': 'export const parse = undefined',
    // widget/connection.ts comes back by itself.
    'socket.io-client/build/esm/contrib/backo2.js': 'export class Backoff { attempts = 0; reset() {} }',
    'socket.io-client/build/esm/index.js': `
      import { Manager } from './manager.js'
      export const io = (namespace, options) => new Manager(options).socket(namespace, options)`,
  }
  return {
    name: 'slim-socket',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: {
          'socket.io-parser': here('widget/wire/packets.ts'),
          'engine.io-parser': here('widget/wire/frames.ts'),
          '@socket.io/component-emitter': here('widget/wire/emitter.ts'),
        },
      },
    }),
    load: (id) => replaced[id.split('/node_modules/')[1] ?? ''],
  }
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
