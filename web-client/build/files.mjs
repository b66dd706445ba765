// What the build adds to Vite's bundle.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The client files that Socket.IO servers serve beside themselves. */
const CLIENT_FILES = [
  'socket.io.js',
  'socket.io.min.js',
  'socket.io.esm.min.js',
  'socket.io.msgpack.min.js',
]

const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest'])

/** Below this a twin costs more than it saves. */
const LEAST_BYTES = 512

export function addClientFiles(root, web) {
  const from = join(root, 'node_modules/socket.io-client/dist')
  const to = join(web, 'socket.io')
  mkdirSync(to, { recursive: true })
  for (const name of CLIENT_FILES.flatMap((file) => [file, `${file}.map`])) {
    copyFileSync(join(from, name), join(to, name))
  }
}

/** Tells the service worker what the page is made of: the files that its markup names. */
export function nameShell(web) {
  const page = readFileSync(join(web, 'index.html'), 'utf8')
  const shell = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path)
  const worker = join(web, 'sw.js')
  const placeholder = "['__SHELL__']"
  const text = readFileSync(worker, 'utf8')
  if (shell.length === 0 || !text.includes(placeholder)) throw new Error('The shell has no files.')
  writeFileSync(worker, text.replace(placeholder, JSON.stringify([...new Set(shell)])))
}

/** Puts a `.br` and a `.gz` twin beside every file that gets smaller by it. */
export function compress(web) {
  for (const path of paths(web)) {
    const plain = readFileSync(join(web, path))
    if (!COMPRESSIBLE.has(extname(path)) || plain.length < LEAST_BYTES) continue
    const brotli = brotliCompressSync(plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      },
    })
    const gzip = gzipSync(plain, { level: constants.Z_BEST_COMPRESSION })
    // The byte that names the operating system: unknown, so that every build gives the same file.
    gzip[9] = 255
    if (brotli.length < plain.length) writeFileSync(join(web, `${path}.br`), brotli)
    if (gzip.length < plain.length) writeFileSync(join(web, `${path}.gz`), gzip)
  }
}

/** Lists every file, compressed twins included, so that the server knows them without searching. */
export function writeList(web) {
  const list = paths(web).map((path) => `${path}\n`)
  writeFileSync(join(web, 'files.txt'), list.join(''))
}

function paths(web) {
  return readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(web, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
