import { pause } from '../connection/timers'
import { messageAt } from '../state/timeline'
import type { MessageActions } from './actions'
import type { Chat } from './chat'

/** How many files are asked about at once, how often, and how long after a failure. */
const FILES_AT_ONCE = 4
const FILE_ATTEMPTS = 5
const FILE_PAUSE_MILLIS = 2_000

export function messageActions(chat: Chat): MessageActions {
  const { store, link, rest } = chat
  const waiting: string[] = []
  let asking = 0

  const ask = async (file: string): Promise<void> => {
    let found = await rest.file(file)
    for (let attempt = 1; attempt < FILE_ATTEMPTS && 'ok' in found && found.retry; attempt += 1) {
      await pause(chat.timers, FILE_PAUSE_MILLIS)
      found = await rest.file(file)
    }
    if ('id' in found) {
      const { name, type, size } = found
      const url = rest.fileAddress(file)
      store.dispatch({
        type: 'file-known',
        file,
        facts: { status: 'known', name, type, size, url },
      })
    } else {
      store.dispatch({ type: 'file-known', file, facts: { status: 'gone' } })
    }
  }
  const askNext = async (): Promise<void> => {
    if (asking === FILES_AT_ONCE) return
    const file = waiting.shift()
    if (file === undefined) return
    asking += 1
    await ask(file)
    asking -= 1
    void askNext()
  }
  return {
    retry: (clientId) => {
      store.dispatch({ type: 'send-again', clientId })
    },
    discard: (clientId) => {
      store.dispatch({ type: 'discarded', clientId })
    },
    deleteMessage: (room, sequence) => link.ask('message:delete', { room, sequence }),
    react: async (room, sequence, emoji, on) => {
      const timeline = store.state().timelines.get(room)
      const known = timeline === undefined ? undefined : messageAt(timeline, sequence)
      if (known === undefined || known.deleted) return { ok: true }
      return link.ask('message:react', { room, sequence, emoji, on })
    },
    edits: async (room, sequence) => {
      const reply = await link.ask('message:edits', { room, sequence })
      return reply.ok ? reply.edits : reply
    },
    showFile: (file) => {
      if (store.state().files.has(file)) return
      store.dispatch({ type: 'file-known', file, facts: { status: 'asked' } })
      waiting.push(file)
      void askNext()
    },
  }
}
