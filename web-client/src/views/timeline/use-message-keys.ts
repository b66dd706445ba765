import type { RefObject } from 'preact'
import type { MessageRow } from '../../state/row'
import { useActions } from '../app'

/** The keys of a message that has the focus itself. */
export function useMessageKeys(
  row: MessageRow,
  root: RefObject<HTMLElement | null>,
): (event: KeyboardEvent) => void {
  const { answer, edit } = useActions()
  return (event) => {
    if (event.target !== root.current || event.ctrlKey || event.metaKey || event.altKey) return
    if (row.sequence === 0 || row.deleted) return
    const press = (button: string): void => {
      root.current?.querySelector<HTMLButtonElement>(button)?.click()
    }
    const keys: Readonly<Record<string, () => void>> = {
      r: () => {
        answer(row.room, row.sequence)
      },
      e: () => {
        if (row.own) edit(row.room, row.sequence)
      },
      '+': () => {
        press('.emoji-button > button')
      },
      Enter: () => {
        press('.menu > button')
      },
    }
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
}
