import type { Message } from '../protocol/message'
import type { Timeline } from '../state/timeline'

/** The newest messages of a room, as the browser keeps them for a page without a network. */
export type KeptPage = Readonly<{
  room: string
  /** When it was kept last. */
  at: number
  /** Between which sequences that is all there was, both included. */
  from: number
  to: number
  messages: readonly Message[]
}>

/** Of how many rooms, those kept last, a page is kept. */
export const KEPT_ROOMS = 12

/** The most messages of a page, and the most characters of them as JSON. */
export const KEPT_MESSAGES = 60
export const KEPT_CHARACTERS = 128 * 1024

/** What is kept of a timeline: the end of it, if the server has told it. */
export function pageOf(timeline: Timeline, at: number): KeptPage | undefined {
  const { room, runs, change, kept } = timeline
  const run = runs.at(-1)
  if (run === undefined || kept || change < 0) return undefined
  let left = KEPT_CHARACTERS
  const fits = (message: Message): boolean => {
    left -= JSON.stringify(message).length
    return left >= 0
  }
  const last = run.messages.slice(-KEPT_MESSAGES)
  const from = last.findLastIndex((message) => !fits(message)) + 1
  const messages = last.slice(from)
  const first = messages[0]
  if (first === undefined) return undefined
  const isAll = messages.length === run.messages.length
  return { room, at, from: isAll ? run.from : first.sequence, to: run.to, messages }
}
