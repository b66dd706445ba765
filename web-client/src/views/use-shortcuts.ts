import { useEffect, useRef } from 'preact/hooks'
import { roomList } from '../state/selectors'
import type { State } from '../state/state'
import { useActions, useReadState } from './app'
import type { Windows } from './windows'

/** The keys that work wherever the focus is; `?` alone needs a focus outside of fields. */
export function useShortcuts(windows: Windows): void {
  const { openRoom, jumpToLatest, dismissDivider } = useActions()
  const state = useReadState()
  const latest = useRef(windows)
  latest.current = windows
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const now = latest.current
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      const act = {
        '?': () => {
          now.show('shortcuts')
        },
        'mod+k': () => {
          now.show('browse')
        },
        'mod+shift+f': () => {
          now.toggle('search')
        },
        'mod+shift+m': () => {
          now.toggle('members')
        },
        'mod+,': () => {
          now.show('settings')
        },
        'alt+arrowdown': () => {
          step(1, false)
        },
        'alt+arrowup': () => {
          step(-1, false)
        },
        'alt+shift+arrowdown': () => {
          step(1, true)
        },
        'alt+shift+arrowup': () => {
          step(-1, true)
        },
        escape: () => {
          const { open } = state()
          if (open === undefined) return
          dismissDivider(open)
          jumpToLatest(open)
        },
      }[nameOf(event)]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    const step = (by: number, unread: boolean): void => {
      const next = neighbour(state(), by, unread)
      if (next !== undefined) openRoom(next)
    }
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('keydown', press)
    }
  }, [state, openRoom, jumpToLatest, dismissDivider])
}

/** How a press is called, such as `mod+shift+f`; nothing for plain keys where one writes. */
function nameOf(event: KeyboardEvent): string {
  const writes =
    event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
  const mod = event.ctrlKey || event.metaKey
  if (event.key === '?') return writes || mod ? '' : '?'
  if (writes && !mod && !event.altKey && event.key !== 'Escape') return ''
  return [
    mod ? 'mod+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey ? 'shift+' : '',
    event.key.toLowerCase(),
  ].join('')
}

function neighbour(state: State, by: number, unread: boolean): string | undefined {
  const { rooms, direct } = roomList(state)
  const all = [...rooms, ...direct]
  const from = all.findIndex((room) => room.room === state.open)
  for (let count = 1; count <= all.length; count++) {
    const room = all.at((from + by * count) % all.length)
    if (room !== undefined && (!unread || room.unread > 0)) return room.room
  }
  return undefined
}
