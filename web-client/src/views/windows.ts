import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** The window above the page. */
export type Shown = 'browse' | 'people' | 'create' | 'settings' | 'shortcuts' | 'room' | undefined

/** What stands beside the room. */
export type Panel = 'members' | 'search' | undefined

/** What of the page is open beside the room; where one looks is no fact of the state. */
export type Windows = Readonly<{
  panel: Panel
  show: (window: Shown) => void
  close: () => void
  toggle: (panel: Panel) => void
}>

const nothing = (): void => undefined

export const WindowsContext = createContext<Windows>({
  panel: undefined,
  show: nothing,
  close: nothing,
  toggle: nothing,
})

export function useWindows(): Windows {
  return useContext(WindowsContext)
}
