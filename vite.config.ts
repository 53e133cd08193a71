import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { widgetLanguages } from './shared/widget-languages.ts'

/**
 * One file for the browser builds, chosen by mode: `vite build --mode loader | shell | texts | teaser | widget | console`.
 * Vitest reads it too (mode `test`) and gets the shared part only.
 */
export default defineConfig(({ mode }) => ({ ...shared, ...builds[mode] }))

// Preact's own automatic runtime; the compiler in Vite does it, so that no preset plugin is needed.
const shared: UserConfig = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
}

const builds: Record<string, UserConfig> = {
  loader: {
    publicDir: false,
    plugins: [withoutPreloading()],
    build: {
      ...outputTo('dist/loader'),
      rolldownOptions: {
        input: here('widget/loader.ts'),
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  },
  shell: {
    publicDir: false,
    plugins: [inOnePage()],
    build: {
      ...outputTo('dist/shell'),
      // Otherwise the script would make the style, which the page's policy refuses.
      cssCodeSplit: false,
      rolldownOptions: { input: here('widget/boot.ts'), output: { format: 'iife' } },
    },
  },
  texts: {
    base: '/widget/',
    publicDir: false,
    plugins: [withoutPreloading(), shellTexts()],
    build: {
      ...outputTo('dist/texts'),
      rolldownOptions: {
        input: widgetLanguages.map(({ code }) => catalogueOf(code)),
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: 'assets/[name]-[hash].js' },
      },
    },
  },
  teaser: {
    base: '/widget/',
    publicDir: false,
    plugins: [namesOfFiles('teaser')],
    build: {
      ...outputTo('dist/teaser'),
      rolldownOptions: {
        input: here('widget/proactive/start.ts'),
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: 'assets/teaser-[hash].js' },
      },
    },
  },
  widget: {
    base: '/widget/',
    publicDir: false,
    plugins: [withoutSpares(), withoutPreloading(), namesOfFiles('main')],
    build: {
      ...outputTo('dist/widget'),
      rolldownOptions: {
        input: here('widget/main.tsx'),
        preserveEntrySignatures: 'allow-extension',
        // Nothing of socket.io-client that is exported but never used.
        treeshake: { moduleSideEffects: (id: string) => !/\/(socket|engine)\.io-/.test(id) },
        // One file for all that is loaded at once.
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          codeSplitting: { groups: [{ name: 'main', tags: ['$initial'] }] },
        },
      },
    },
  },
  console: application('console'),
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
 * Leaves out of socket.io-client what the widget never uses: its list of transports, which alone keeps bundlers from
 * leaving out those that nobody names, binary packets, and addresses other than the page's own. Everything that stays is
 * the library's own.
 */
function withoutSpares(): Plugin {
  const spares = new Map([
    ['engine.io-client/build/esm/transports/index.js', 'export const transports = {}'],
    ['engine.io-client/build/esm/contrib/parseuri.js', 'export const parse = () => undefined'],
    ['engine.io-parser/build/esm/contrib/base64-arraybuffer.js', 'export const decode = () => undefined'],
    [
      'socket.io-parser/build/esm/is-binary.js',
      'export const isBinary = () => false\nexport const hasBinary = () => false',
    ],
    [
      'socket.io-parser/build/esm/binary.js',
      'export const deconstructPacket = (packet) => ({ packet, buffers: [] })\nexport const reconstructPacket = (packet) => packet',
    ],
  ])
  const left = new Set(spares.keys())
  return {
    name: 'without-spares',
    enforce: 'pre',
    load(id) {
      const path = id.split('/node_modules/').at(-1) ?? ''
      left.delete(path)
      return spares.get(path)
    },
    buildEnd(problem) {
      const [gone] = left
      if (gone && !problem) this.error(`${gone} is gone from socket.io-client; see withoutSpares()`)
    },
  }
}

/** A dynamic import stays what it is: no chunk has a style or another chunk to be fetched before it. */
function withoutPreloading(): Plugin {
  const names = ['vite:build-import-analysis', 'native:import-analysis-build']
  return {
    name: 'without-preloading',
    configResolved({ plugins }) {
      const list = plugins as Plugin[]
      for (const name of names) {
        const place = list.findIndex((plugin) => plugin.name === name)
        if (place >= 0) list.splice(place, 1)
      }
    },
  }
}

/**
 * The shell's script and style stand in its page: one answer of the server, and the visitor can write. The server's policy
 * lets in exactly these two, by their digests.
 */
function inOnePage(): Plugin {
  return {
    name: 'in-one-page',
    generateBundle: {
      // The style is made by a plugin of the builder's own.
      order: 'post',
      handler(_options, bundle) {
        let page = readFileSync(here('widget/index.html'), 'utf8').replace(/<!--.*?-->\s*/gs, '')
        for (const [name, file] of Object.entries(bundle)) {
          const content = file.type === 'chunk' ? file.code : String(file.source)
          const tag = file.type === 'chunk' ? 'script' : 'style'
          page = page.replace(`<${tag}></${tag}>`, () => `<${tag}>${content.trim()}</${tag}>`)
          delete bundle[name]
        }
        this.emitFile({ type: 'asset', fileName: 'index.html', source: page })
      },
    },
  }
}

/** Tells the server where a build's own file is, for the shell to fetch. */
function namesOfFiles(name: 'main' | 'teaser'): Plugin {
  return {
    name: 'names-of-files',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      const source = JSON.stringify({ [name]: `/widget/${entry?.fileName}` })
      this.emitFile({ type: 'asset', fileName: 'files.json', source })
    },
  }
}

/**
 * Tells the server where each language's catalogue is, with the few words of the shell: it puts those into the page, so
 * that they are there before any script is.
 */
function shellTexts(): Plugin {
  return {
    name: 'shell-texts',
    async generateBundle(_options, bundle) {
      const shells: Record<string, object> = {}
      for (const { code, direction } of widgetLanguages) {
        const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === code)
        const { later, chat, close, placeholder, offline } = (await import(catalogueOf(code))).texts
        const { dismiss } = await later()
        const texts = `/widget/${entry?.fileName}`
        shells[code] = { language: code, direction, texts, chat, close, dismiss, placeholder, offline }
      }
      this.emitFile({ type: 'asset', fileName: 'shells.json', source: JSON.stringify(shells) })
    },
  }
}

function catalogueOf(code: string): string {
  return here(`widget/texts/${code}.ts`)
}

function outputTo(folder: string): NonNullable<UserConfig['build']> {
  return {
    outDir: here(folder),
    emptyOutDir: true,
    target: 'es2022',
    // `light-dark()` stays what it is: what an older browser would be given instead does not follow a site's choice.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    manifest: false,
    // A data: address would need an exception in the policy for fonts and styles.
    assetsInlineLimit: 0,
    // What a view needs stands in its own file: nothing to fetch before it, and no code that looks.
    modulePreload: false,
    reportCompressedSize: false,
  }
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
