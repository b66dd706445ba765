import { put, without } from './changing'
import type { Event } from './events'
import type { State } from './state'
import type { FileFacts, Upload } from './upload'

/** The most files of which is remembered what they are. */
const MOST_FILES = 2_000

export function applyToUploads(state: State, event: Event): State {
  switch (event.type) {
    case 'upload-begun':
      return { ...state, uploads: [...state.uploads, event.upload] }
    case 'upload-moved':
      return change(state, event.key, (upload) => ({ ...upload, progress: event.progress }))
    case 'uploaded':
      return change(state, event.key, (upload) => ({
        ...upload,
        status: 'uploaded',
        progress: 1,
        file: event.file,
      }))
    case 'upload-failed':
      return change(state, event.key, (upload) => ({
        ...upload,
        status: 'failed',
        failure: event.failure,
      }))
    case 'uploads-taken':
      return { ...state, uploads: state.uploads.filter(({ key }) => !event.keys.includes(key)) }
    case 'file-known':
      return { ...state, files: known(state.files, event.file, event.facts) }
    default:
      return state
  }
}

/** Lets go of the oldest, which is asked for again when it is seen again. */
function known(files: State['files'], file: string, facts: FileFacts): State['files'] {
  const [oldest] = files.size >= MOST_FILES && !files.has(file) ? files.keys() : []
  return put(oldest === undefined ? files : without(files, oldest), file, facts)
}

function change(state: State, key: string, to: (upload: Upload) => Upload): State {
  return {
    ...state,
    uploads: state.uploads.map((upload) => (upload.key === key ? to(upload) : upload)),
  }
}
