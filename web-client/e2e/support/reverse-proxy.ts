import { createServer, connect, type Server as NetServer, type Socket } from 'node:net'

/**
 * What may stand at `ws://server` in a deployment: a reverse proxy that sends `/` to the path of
 * one dialect. The client knows nothing of it.
 */
export class ReverseProxy {
  readonly #server: NetServer
  readonly #sockets = new Set<Socket>()

  constructor(port: number, path: string) {
    this.#server = createServer((client) => {
      const server = connect(port, '127.0.0.1')
      client.once('data', (head) => {
        server.write(head.toString('latin1').replace(/^GET \/ /, `GET ${path} `), 'latin1')
        client.pipe(server).pipe(client)
      })
      for (const socket of [client, server]) {
        this.#sockets.add(socket)
        socket.on('error', () => socket.destroy())
      }
    })
  }

  async listen(): Promise<number> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('No address.')
    return address.port
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}
