import { count, isObject, maybe, oneOf, text } from '../protocol/json'
import { type Person, parsePerson } from '../protocol/message'
import { type Refusal, unanswered } from '../protocol/replies'
import { STANDINGS, type Standing } from '../protocol/session'
import type { Server } from '../state/session'

/** Who the server takes one for, by the cookie. */
export type Recognised = Readonly<{ user: Person; standing: Standing }>

export type Stored = Readonly<{ id: string; name: string; type: string; size: number }>

/** What is asked over HTTP: signing in, since only that sets a cookie, and files. */
export type Rest = Readonly<{
  server: () => Promise<Partial<Server> | Refusal>
  me: () => Promise<Recognised | Refusal>
  /** Makes a guest, whose cookie brings it back as the same. */
  guest: (name: string) => Promise<Done>
  /** Has the cookie keep a token that one got elsewhere. */
  keepToken: (token: string) => Promise<Done>
  register: (name: string, password: string) => Promise<Done>
  signIn: (name: string, password: string) => Promise<Done>
  signOut: () => Promise<Done>
  signOutEverywhere: () => Promise<Done>
  changePassword: (old: string, password: string) => Promise<Done>
  /** Makes the cookie last as long again. */
  refresh: () => Promise<Done>
  upload: (room: string, file: File, progress: Progress) => Transfer
  file: (id: string) => Promise<Stored | Refusal>
  fileAddress: (id: string) => string
}>

export type Done = Readonly<{ ok: true }> | Refusal
export type Progress = (part: number) => void
export type Transfer = Readonly<{ done: Promise<Stored | Refusal>; abort: () => void }>

/** How long the server may take for an answer. */
const ANSWER_MILLIS = 20_000

type Fetch = (address: string, init: RequestInit) => Promise<Response>

export function rest(fetch: Fetch, transfer: TransferBody): Rest {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    try {
      const answer = await fetch(`/api/${path}`, {
        method,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(ANSWER_MILLIS),
        ...(body && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      const given: unknown = answer.status === 204 ? {} : await answer.json()
      return answer.ok ? given : problem(given)
    } catch {
      return unanswered('The server cannot be reached.')
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  /** All of these change the cookie; one at a time, or a late answer would undo a newer one. */
  const done = async (path: string, body: object): Promise<Done> => {
    const asked = last.then(() => ask('POST', path, body))
    last = asked
    const answer = await asked
    return isRefusal(answer) ? answer : { ok: true }
  }
  return {
    server: async () => {
      const answer = await ask('GET', 'server')
      return isRefusal(answer) ? answer : parseServer(answer)
    },
    me: async () => {
      const answer = await ask('GET', 'me')
      return isRefusal(answer) ? answer : parseMe(answer)
    },
    guest: (name) => done('guest', { name, cookie: true }),
    keepToken: (token) => done('token', { token }),
    register: (name, password) => done('register', { name, password, cookie: true }),
    signIn: (name, password) => done('sign-in', { name, password, cookie: true }),
    signOut: () => done('sign-out', {}),
    signOutEverywhere: () => done('sign-out-everywhere', { cookie: true }),
    changePassword: (old, password) => done('password', { old, password, cookie: true }),
    refresh: () => done('token/refresh', { cookie: true }),
    upload: (room, file, progress) => {
      const name = encodeURIComponent(file.name)
      const address = `/api/rooms/${encodeURIComponent(room)}/files?filename=${name}`
      const sent = transfer(address, file, progress)
      return { abort: sent.abort, done: sent.done.then(parseStored) }
    },
    file: (id) => head(fetch, `/api/files/${encodeURIComponent(id)}`, id),
    fileAddress: (id) => `/api/files/${encodeURIComponent(id)}`,
  }
}

/** Sends a file, and tells how far it is: see `upload.ts`. */
export type TransferBody = (
  address: string,
  file: File,
  progress: Progress,
) => Readonly<{ done: Promise<unknown>; abort: () => void }>

async function head(fetch: Fetch, address: string, id: string): Promise<Stored | Refusal> {
  try {
    const answer = await fetch(address, { method: 'HEAD', credentials: 'same-origin' })
    if (!answer.ok) return { ...unanswered('There is no such file.'), retry: answer.status >= 500 }
    const type = answer.headers.get('Content-Type') ?? 'application/octet-stream'
    const size = Number(answer.headers.get('Content-Length') ?? 0)
    return { id, type, size, name: fileName(answer.headers.get('Content-Disposition') ?? '', id) }
  } catch {
    return unanswered('The server cannot be reached.')
  }
}

/** See RFC 6266, section 4.1: the name in UTF-8 goes before the other. */
export function fileName(disposition: string, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1]
  try {
    return encoded === undefined ? (plain ?? otherwise) : decodeURIComponent(encoded)
  } catch {
    return plain ?? otherwise
  }
}

export function isRefusal(answer: unknown): answer is Refusal {
  return isObject(answer) && answer.ok === false
}

/** A problem as HTTP tells it, see RFC 9457. */
export function problem(given: unknown): Refusal {
  const told = isObject(given) ? given : {}
  return {
    ok: false,
    code: text(told.code) ?? 'UNKNOWN',
    message: text(told.detail) ?? 'The server refused without a reason.',
    retry: told.retry === true,
    ...maybe('retryAfterMs', count(told.retryAfterMs)),
  }
}

function parseStored(answer: unknown): Stored | Refusal {
  if (isRefusal(answer)) return answer
  const file = isObject(answer) ? answer : {}
  const id = text(file.id)
  if (id === undefined) return problem(undefined)
  const name = text(file.name) ?? id
  return { id, name, type: text(file.type) ?? '', size: count(file.size) ?? 0 }
}

function parseMe(answer: unknown): Recognised | Refusal {
  const told = isObject(answer) ? answer : {}
  const user = parsePerson(told.user)
  const standing = oneOf(STANDINGS, told.standing)
  return user === undefined || standing === undefined ? problem(undefined) : { user, standing }
}

function parseServer(answer: unknown): Partial<Server> {
  const told = isObject(answer) ? answer : {}
  const auth = isObject(told.auth) ? told.auth : {}
  const limits = isObject(told.limits) ? told.limits : {}
  return {
    ...maybe('guests', truth(auth.guests)),
    ...maybe('accounts', truth(auth.accounts)),
    ...maybe('registration', truth(auth.register)),
    ...maybe('tokens', truth(auth.tokens)),
    ...maybe('maxBodyBytes', count(limits.bodyBytes)),
    ...maybe('maxFileBytes', count(limits.fileBytes)),
    ...maybe('maxNameLength', count(limits.nameLength)),
    ...maybe('minPasswordLength', count(limits.passwordMin)),
  }
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
