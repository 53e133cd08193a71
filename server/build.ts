import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

/** What the browser gets, one build each; `vite.config.ts` knows the modes. */
const modes = ['loader', 'shell', 'texts', 'teaser', 'widget', 'console'] as const
const root = join(import.meta.dirname, '..')
const stampFile = join(root, 'dist', 'stamp')

/** Changes whenever a source of the browser's files does. */
function stampOf(): string {
  const hash = createHash('sha256')
  const sources = globSync(
    ['widget/**/*', 'console/**/*', 'shared/**/*.ts', 'vite.config.ts', 'package-lock.json'],
    {
      cwd: root,
      withFileTypes: true,
    },
  )
  const files = sources.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

async function buildAll(): Promise<void> {
  for (const mode of modes)
    await build({ root, mode, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  packAll()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stampOf())
}

/** Packs what browsers fetch, once, so that the server need not do it for every visitor. */
function packAll(): void {
  for (const file of globSync('dist/{texts,teaser,widget,console}/assets/*.{js,css,svg}', { cwd: root })) {
    const bytes = readFileSync(join(root, file))
    writeFileSync(join(root, `${file}.gz`), gzipSync(bytes, { level: 9 }))
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
    writeFileSync(join(root, `${file}.br`), brotliCompressSync(bytes, quality))
  }
}

async function buildAndWatch(): Promise<void> {
  for (const mode of modes) {
    await build({
      root,
      mode,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { watch: {} },
    })
  }
  const server: ChildProcess = spawn(process.execPath, ['--watch', join(root, 'server', 'main.ts')], {
    stdio: 'inherit',
  })
  server.on('exit', (code) => process.exit(code ?? 0))
}

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean' }, watch: { type: 'boolean' } } })
if (values.watch) await buildAndWatch()
else if (!values['if-stale'] || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stampOf()) {
  process.stderr.write('building the widget and the console …\n')
  await buildAll()
}
