import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JAR } from './server'

/** What the other build has done to a page that runs it. */
export const BUILD = 'document.documentElement.dataset.build'

/**
 * A copy of the jar with the bundle of another build: every script has another name, as if its
 * content had changed, and the page tells that it runs this one.
 */
export class UpgradedJar {
  readonly #folder = mkdtempSync(join(tmpdir(), 'natter-upgraded-'))
  /** The paths of the scripts that the build before had, and this has not. */
  readonly before: readonly string[]
  readonly path = join(this.#folder, 'natter.jar')

  constructor() {
    copyFileSync(JAR, this.path)
    this.#jar('--extract', '--file', this.path, 'web')
    const web = join(this.#folder, 'web')
    const paths = readFileSync(join(web, 'files.txt'), 'utf8').trim().split('\n')
    const scripts = paths.filter((path) => /^assets\/.*\.js$/.test(path))
    const rename = (text: string): string =>
      scripts.reduce((renamed, script) => renamed.replaceAll(name(script), upgraded(script)), text)
    // Those that name scripts are served as they are, not as what was compressed of them before.
    const naming = [...scripts, 'index.html', 'sw.js']
    const served = paths.filter((path) => !naming.includes(path.replace(/\.(br|gz)$/, '')))
    for (const path of naming) {
      const text = rename(readFileSync(join(web, path), 'utf8'))
      const isEntry = path.startsWith('assets/index-')
      writeFileSync(join(web, rename(path)), isEntry ? `${BUILD}='upgraded';${text}` : text)
    }
    const list = [...served, ...naming.map(rename)]
    writeFileSync(join(web, 'files.txt'), `${list.join('\n')}\n`)
    this.#jar('--update', '--no-compress', '--file', this.path, 'web')
    this.before = scripts
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #jar(...args: string[]): void {
    execFileSync('jar', args, { cwd: this.#folder, stdio: 'inherit' })
  }
}

function name(script: string): string {
  return script.slice(script.lastIndexOf('/') + 1)
}

function upgraded(script: string): string {
  return name(script).replace(/\.js$/, 'B.js')
}
