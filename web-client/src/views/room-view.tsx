import { useEffect, useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from './app'
import { Composer } from './composer/composer'
import { RoomHeader } from './rooms/room-header'
import { Timeline } from './timeline/timeline'

/** A room: who and what it is, its messages, and where one writes. */
export function RoomView({ room }: { room: string }) {
  const { t } = useI18n()
  const { attach } = useActions()
  const refused = useSelect((state) => state.rooms.get(room)?.refused)
  const drag = useDrag((files) => {
    attach(room, files)
  })
  return (
    <div class="room-view" {...drag.handlers}>
      <RoomHeader room={room} />
      {refused === undefined ? <Timeline room={room} /> : <p class="notice">{refused.message}</p>}
      {refused === undefined ? <Composer room={room} /> : null}
      {drag.over ? <div class="drop">{t('composer.drop')}</div> : null}
    </div>
  )
}

/** Files that are dragged over an element. */
function useDrag(take: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!over) return
    const end = (): void => {
      setOver(false)
    }
    window.addEventListener('blur', end)
    return () => {
      window.removeEventListener('blur', end)
    }
  }, [over])
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        const { currentTarget, relatedTarget } = event
        if (currentTarget instanceof Node && relatedTarget instanceof Node) {
          if (currentTarget.contains(relatedTarget)) return
        }
        setOver(false)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        take([...(event.dataTransfer?.files ?? [])])
      },
    },
  }
}
