import { unanswered } from '../protocol/replies'
import { problem, type TransferBody } from './rest'

const OK = 200
const REDIRECTED = 300

/** Sends a file by the one means of a browser that tells how far it is. */
export const sendFile: TransferBody = (address, file, progress) => {
  const request = new XMLHttpRequest()
  const done = new Promise<unknown>((resolve) => {
    request.open('POST', address)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const given = readJson(request.responseText)
      const isDone = request.status >= OK && request.status < REDIRECTED
      resolve(isDone ? given : problem(given))
    })
    request.addEventListener('error', () => {
      resolve(unanswered('The server cannot be reached.'))
    })
    request.addEventListener('abort', () => {
      resolve(unanswered('The upload was called off.'))
    })
    request.send(file)
  })
  return {
    done,
    abort: () => {
      request.abort()
    },
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
