import { hasRole, me, roomName } from '../../state/selectors'
import type { Person, Role } from '../../state/state'
import { useSelect } from '../app'

/** Who looks at the page. */
export function useMe(): Person {
  return useSelect(me)
}

/** How a room is called: by its own name, or by the other person's in a direct one. */
export function useRoomName(room: string): string {
  return useSelect((state) => roomName(state, room))
}

export function useHasRole(room: string, least: Role): boolean {
  return useSelect((state) => hasRole(state, room, least))
}
