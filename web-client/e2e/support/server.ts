import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const JAR = resolve(
  process.env.NATTER_JAR ?? join(import.meta.dirname, '../../../server/target/natter.jar'),
)

/** In a minute the second compiler and a parallel collector cost more than they gain. */
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

/** How long the jar may take until it is ready. */
const START_MILLIS = 60_000

/** A server in a process of its own, which can be killed and started again on the same data. */
export class Server {
  readonly #data = mkdtempSync(join(tmpdir(), 'natter-e2e-'))
  readonly #flags: readonly string[]
  #process: ChildProcess | undefined
  #log: string[] = []
  port = 0
  wsPort = 0

  private constructor(flags: readonly string[]) {
    this.#flags = flags
  }

  static async start(...flags: string[]): Promise<Server> {
    if (!existsSync(JAR)) throw new Error(`There is no ${JAR}: build it with mvn package.`)
    const server = new Server(flags)
    server.wsPort = await freePort()
    await server.startAgain()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Starts it where it was: same data, same ports; also as another jar. */
  async startAgain(jar = JAR): Promise<void> {
    const started = spawn(
      'java',
      [
        ...[...JVM, '-jar', jar, '--host', '127.0.0.1', '--port', `${this.port}`],
        ...['--ws-port', `${this.wsPort}`, '--data', this.#data, ...this.#flags],
      ],
      { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    )
    this.#process = started
    this.#log = []
    this.port = await this.#ready(started)
  }

  /** Stops it in the middle of whatever it does, with its connections open. */
  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM')
    rmSync(this.#data, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process
    this.#process = undefined
    if (running?.exitCode !== null) return
    const ended = new Promise((done) => running.once('exit', done))
    running.kill(signal)
    await ended
  }

  #ready(started: ChildProcess): Promise<number> {
    return new Promise((done, fail) => {
      const failed = (why: string): void => {
        fail(new Error(`${why}\n${this.#log.join('\n')}`))
      }
      const timer = setTimeout(() => {
        started.kill('SIGKILL')
        failed('The server was not ready in time.')
      }, START_MILLIS)
      const read = (line: string): void => {
        this.#log.push(line)
        const port = /^ready .*?http:\/\/[^\s/]*:(\d+)/.exec(line)?.[1]
        if (port === undefined) return
        clearTimeout(timer)
        done(Number(port))
      }
      for (const stream of [started.stdout, started.stderr]) {
        if (stream !== null) createInterface(stream).on('line', read)
      }
      started.once('error', (fault) => {
        failed(fault.message)
      })
      started.once('exit', (code) => {
        clearTimeout(timer)
        failed(`The server ended with ${code ?? 'a signal'}.`)
      })
    })
  }
}

/** The environment without what would be a setting of the server's; nobody is held back. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(NATTER_.*|PORT|MONGODB_URI)$/
  const others = Object.entries(process.env).filter(([name]) => !ours.test(name))
  return { ...Object.fromEntries(others), NATTER_EVENT_RATE: '0' }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
