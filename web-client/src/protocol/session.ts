import { type Person, parsePerson } from './message'
import { isObject, maybe, oneOf, text, time } from './json'

export const STANDINGS = ['guest', 'user', 'bot', 'admin'] as const
export type Standing = (typeof STANDINGS)[number]

/** Who one is to the server, from the opening of a session on. */
export type Opened = Readonly<{
  user: Person
  standing: Standing
  expiresAt?: number
}>

export function parseOpened(value: unknown): Opened | undefined {
  if (!isObject(value)) return undefined
  const user = parsePerson(value.user)
  const standing = oneOf(STANDINGS, value.standing)
  if (user === undefined || standing === undefined) return undefined
  return { user, standing, ...maybe('expiresAt', time(value.expiresAt)) }
}

/** Why the server ended a session, as a code for programs and a sentence for people. */
export type Ended = Readonly<{ code: string; message: string }>

export function parseEnded(value: unknown): Ended {
  const given = isObject(value) ? value : {}
  return {
    code: text(given.code) ?? 'UNKNOWN',
    message: text(given.message) ?? 'The server ended this session.',
  }
}

export function parseExpiring(value: unknown): number | undefined {
  return isObject(value) ? time(value.expiresAt) : undefined
}
