import { io, type Socket } from 'socket.io-client'
import type { Server } from './server'

/** Somebody without a page, who writes faster than people do. */
export class Bot {
  readonly #socket: Socket

  private constructor(socket: Socket) {
    this.#socket = socket
  }

  static async enter(server: Server, name: string, room = 'lobby'): Promise<Bot> {
    const auth = { dialect: 'natter', name, room }
    const socket = io(server.url, { auth, transports: ['websocket'], forceNew: true })
    await new Promise<void>((connected, failed) => {
      socket.once('connect', connected)
      socket.once('connect_error', failed)
    })
    return new Bot(socket)
  }

  /** Says all of it, in order. */
  async say(room: string, texts: readonly string[]): Promise<void> {
    const atOnce = 50
    for (let from = 0; from < texts.length; from += atOnce) {
      const answers = texts
        .slice(from, from + atOnce)
        .map((body) => this.#socket.emitWithAck('message:send', { room, body }) as Promise<unknown>)
      for (const answer of await Promise.all(answers)) {
        if ((answer as { ok: boolean }).ok) continue
        throw new Error(`The server refused: ${JSON.stringify(answer)}`)
      }
    }
  }

  leave(): void {
    this.#socket.disconnect()
  }
}

export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `number ${index + 1}`)
}
