import { reached } from '../../state/receipts'
import type { State } from '../../state/state'
import { useI18n, useReadState } from '../app'

/** The most who are named. */
const NAMED = 30

/** Who has read a message, and who has it, at the moment when that is asked. */
export function Readers(props: { room: string; sequence: number; words: string }) {
  const { room, sequence, words } = props
  const { t, list } = useI18n()
  const state = useReadState()()
  const { read, delivered } = reached(state, room, sequence)
  const names = (ids: readonly string[]): string => list(named(state, ids))
  return (
    <>
      <p>{read.length === 0 ? words : t('mark.names.read', { names: names(read) })}</p>
      {delivered.length === 0 ? null : (
        <p>{t('mark.names.delivered', { names: names(delivered) })}</p>
      )}
    </>
  )
}

/** A name each, and how many more there are. */
function named({ people }: State, ids: readonly string[]): string[] {
  const names = ids.slice(0, NAMED).map((id) => people.get(id)?.name ?? id)
  return ids.length > NAMED ? [...names, `+${ids.length - NAMED}`] : names
}
