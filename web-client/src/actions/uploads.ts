import type { Transfer } from '../connection/rest'
import type { Chat } from './chat'

/** Uploads that are under way, by key. */
export type Transfers = Map<string, Transfer>

/** Begins to upload a file for a room's draft; one that may not be is told of at once. */
export function attach(chat: Chat, transfers: Transfers, room: string, file: File): void {
  const { store, rest, newKey } = chat
  const { server, uploads } = store.state()
  const key = newKey()
  const { name, type, size } = file
  store.dispatch({
    type: 'upload-begun',
    upload: { key, room, name, type, size, status: 'uploading', progress: 0 },
  })
  const refused = refusal(uploads.filter((upload) => upload.room === room).length, size, server)
  if (refused !== undefined) {
    store.dispatch({ type: 'upload-failed', key, failure: refused })
    return
  }
  const transfer = rest.upload(room, file, (progress) => {
    store.dispatch({ type: 'upload-moved', key, progress })
  })
  transfers.set(key, transfer)
  void transfer.done.then((stored) => {
    transfers.delete(key)
    if ('id' in stored) {
      const url = rest.fileAddress(stored.id)
      const facts = { status: 'known', name, type: stored.type || type, size, url } as const
      store.dispatch({ type: 'file-known', file: stored.id, facts })
      store.dispatch({ type: 'uploaded', key, file: stored.id })
    } else {
      const { code, message } = stored
      store.dispatch({ type: 'upload-failed', key, failure: { code, message } })
    }
  })
}

type Limits = Readonly<{ maxFileBytes: number; maxFilesPerMessage: number }>

function refusal(
  others: number,
  size: number,
  { maxFileBytes, maxFilesPerMessage }: Limits,
): Readonly<{ code: string; message: string }> | undefined {
  if (size > maxFileBytes) return { code: 'TOO_LARGE', message: 'The file is too large.' }
  if (size === 0) return { code: 'EMPTY', message: 'The file is empty.' }
  if (others < maxFilesPerMessage) return undefined
  return { code: 'LIMIT_REACHED', message: 'One message takes no more files.' }
}
