import { isObject, oneOf, text } from '../protocol/json'
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../state/settings'

/** Small things that are wanted at once when the page opens. A browser may forbid keeping them. */
export type Memory = Readonly<{
  settings: () => Settings
  keepSettings: (settings: Settings) => void
  identity: () => Identity | undefined
  keepIdentity: (identity: Identity | undefined) => void
  /** Whether a sign-out still has to be told to the server. */
  isLeaving: () => boolean
  keepLeaving: (leaving: boolean) => void
  lastRoom: () => string | undefined
  keepLastRoom: (room: string | undefined) => void
}>

/** As whom one was here last. What proves it is in a cookie, which no script reads. */
export type Identity = Readonly<{ kind: 'guest' | 'account'; id: string; name: string }>

const KINDS = ['guest', 'account'] as const
const PREFIX = 'natter.'

export function memoryIn(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Memory {
  const read = (name: string): unknown => {
    try {
      return JSON.parse(storage.getItem(PREFIX + name) ?? 'null')
    } catch {
      return null
    }
  }
  const keep = (name: string, value: unknown): void => {
    try {
      if (value === undefined) storage.removeItem(PREFIX + name)
      else storage.setItem(PREFIX + name, JSON.stringify(value))
    } catch {
      // It then lasts as long as the page.
    }
  }
  return {
    settings: () => readSettings(read('settings')) ?? DEFAULT_SETTINGS,
    keepSettings: (settings) => {
      keep('settings', settings)
    },
    identity: () => readIdentity(read('identity')),
    keepIdentity: (identity) => {
      keep('identity', identity)
    },
    isLeaving: () => read('leaving') === true,
    keepLeaving: (leaving) => {
      keep('leaving', leaving ? true : undefined)
    },
    lastRoom: () => text(read('room')),
    keepLastRoom: (room) => {
      keep('room', room)
    },
  }
}

function readIdentity(value: unknown): Identity | undefined {
  if (!isObject(value)) return undefined
  const id = text(value.id)
  const name = text(value.name)
  if (id === undefined || name === undefined) return undefined
  const kind = oneOf(KINDS, value.kind)
  return kind === undefined ? undefined : { kind, id, name }
}
