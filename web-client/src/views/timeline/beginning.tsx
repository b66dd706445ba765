import { useI18n, useSelect } from '../app'
import { useRoomName } from '../parts/names'

/** What stands before a room's first message. */
export function Beginning({ room }: { room: string }) {
  const { t } = useI18n()
  const facts = useSelect((state) => state.rooms.get(room))
  const empty = useSelect((state) => {
    const timeline = state.timelines.get(room)
    return timeline !== undefined && timeline.runs.length > 0 && timeline.newest === 0
  })
  const name = useRoomName(room)
  if (facts === undefined) return null
  return (
    <div class="beginning">
      <h2>
        <bdi>{facts.kind === 'direct' ? name : `#${name}`}</bdi>
      </h2>
      <p>
        {t(facts.kind === 'direct' ? 'beginning.direct' : 'beginning.room', { room: name })}{' '}
        {empty ? t('beginning.empty') : ''}
      </p>
    </div>
  )
}
