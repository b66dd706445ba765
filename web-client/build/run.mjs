// The steps that Maven runs, in a module of the build that is made by npm: `node build/run.mjs STEP`.
//
//   prepare  checks Node and installs the packages of package-lock.json, if that has changed
//   bundle   makes target/classes/web: the page, the Socket.IO client files, their compressed twins
//            and the list of them, if anything they are made from has changed
//   test     the unit tests, if anything has changed since they passed
//   verify   types, lint and format
//   e2e      the tests of the built jar in a browser; NATTER_JAR says where it is
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addClientFiles, compress, nameShell, writeList } from './files.mjs'

const LEAST_NODE = [20, 19]
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const web = join(root, 'target/classes/web')

/** What the bundle is made from. */
const SOURCES = [
  'src',
  'public',
  'build',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
]

/** What the unit tests test and are made of. The samples are those of the server's own tests. */
const TESTED = [...SOURCES, 'test', 'vitest.config.ts', '../server/src/test/resources/wire']

/** Started without npm, which would cost half a second each time. */
const TOOLS = {
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
}

const steps = {
  prepare() {
    checkNode()
    const stamp = join(root, 'node_modules/.installed')
    unlessDone(stamp, digest(['package.json', 'package-lock.json']), () => {
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    })
  },
  bundle() {
    const stamp = join(root, 'target/bundle.stamp')
    const intact = existsSync(join(web, 'files.txt'))
    if (!intact) rmSync(stamp, { force: true })
    unlessDone(stamp, digest(SOURCES), () => {
      tool('vite', 'build', '--logLevel', 'warn')
      addClientFiles(root, web)
      nameShell(web)
      compress(web)
      writeList(web)
    })
  },
  test() {
    unlessDone(join(root, 'target/tests.stamp'), digest(TESTED), () => {
      tool('vitest', 'run', '--config', 'vitest.config.ts')
    })
  },
  e2e() {
    checkNode()
    tool('vitest', 'run', '--config', 'e2e/vitest.config.ts')
  },
  verify() {
    tool('tsc', '--noEmit')
    tool('eslint', '--max-warnings', '0', '.')
    tool('prettier', '--check', '--log-level', 'warn', '.')
  },
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  fail(
    `The web client is built with Node ${LEAST_NODE.join('.')} or newer, but the one on the PATH is ` +
      `${process.versions.node}. Install a newer one (https://nodejs.org) and build again.`,
  )
}

function tool(name, ...args) {
  run(process.execPath, [join(root, 'node_modules', TOOLS[name]), ...args])
}

function run(command, args) {
  // On Windows npm is a batch file, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm'
  const outcome = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell })
  if (outcome.error !== undefined) {
    fail(`${command} could not be started: it belongs to Node and must be on the PATH as well.`)
  }
  if (outcome.status !== 0) process.exit(outcome.status ?? 1)
}

function unlessDone(stamp, wanted, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  rmSync(stamp, { force: true })
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function digest(names) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const name of names) add(hash, name)
  return hash.digest('hex')
}

function add(hash, name) {
  const path = join(root, name)
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) hash.update(`${name}\0`).update(readFileSync(path))
  else for (const entry of readdirSync(path).sort()) add(hash, `${name}/${entry}`)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

const step = steps[process.argv[2]]
if (step === undefined) fail(`Give one of these steps: ${Object.keys(steps).join(', ')}.`)
step()
