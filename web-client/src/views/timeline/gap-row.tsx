import { useEffect, useRef } from 'preact/hooks'
import type { Row } from '../../state/row'
import { useActions, useSelect } from '../app'
import { Ghosts } from './ghosts'

type Gap = Extract<Row, { kind: 'gap' }>

/** How long to wait before the same page is asked for again. */
const AGAIN_MILLIS = 2_000

/** Messages that are not here yet: near the screen it asks for those at the end that is near. */
export function GapRow(props: { room: string; row: Gap; isAbove: () => boolean }) {
  const { room, row, isAbove } = props
  const { loadGap } = useActions()
  const online = useSelect((state) => state.connection.status === 'online')
  const asked = useRef('')
  const wanted = online && !row.loading
  useEffect(() => {
    if (!wanted) return
    const gap = `${row.after}-${row.before}`
    const timer = setTimeout(
      () => {
        asked.current = gap
        loadGap(room, row, isAbove() ? 'before' : 'after')
      },
      asked.current === gap ? AGAIN_MILLIS : 0,
    )
    return () => {
      clearTimeout(timer)
    }
  }, [wanted, room, row.after, row.before])
  return <Ghosts />
}
