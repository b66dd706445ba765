import { applyToConnection } from './apply-connection'
import { applyToMembers } from './apply-members'
import { applyToOutbox } from './apply-outbox'
import { applyToPage } from './apply-page'
import { applyToQuestions } from './apply-questions'
import { applyToRooms } from './apply-rooms'
import { applyToSession } from './apply-session'
import { applyToTimelines } from './apply-timelines'
import { applyToUploads } from './apply-uploads'
import type { Event } from './events'
import type { State } from './state'

/** One for each noun; each leaves alone what is not its own. */
const PARTS = [
  applyToSession,
  applyToConnection,
  applyToRooms,
  applyToMembers,
  applyToTimelines,
  applyToOutbox,
  applyToUploads,
  applyToQuestions,
  applyToPage,
] as const

/** The state after an event. The same object if nothing changed. */
export function apply(state: State, event: Event): State {
  return PARTS.reduce((before, part) => part(before, event), state)
}
