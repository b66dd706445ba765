import { Bell, BellOff, DoorOpen, Ellipsis, Hash, Lock } from 'lucide'
import { memo } from 'preact/compat'
import { isMuted } from '../../state/selectors'
import type { Room } from '../../state/room'
import { useActions, useI18n, useSelect } from '../app'
import { Avatar } from '../parts/avatar'
import { Icon } from '../parts/icon'
import { Menu } from '../parts/menu'
import { useRoomName } from '../parts/names'

/** The largest count that is written out. */
const MOST_COUNTED = 99

/** One of the rooms at the side. */
export const RoomItem = memo(One)

function One({ room }: { room: Room }) {
  const { t } = useI18n()
  const { openRoom, leaveRoom, muteRoom } = useActions()
  const name = useRoomName(room.room)
  const open = useSelect((state) => state.open === room.room)
  const muted = useSelect((state) => isMuted(state, room.room))
  const online = useSelect((state) =>
    room.peer === undefined ? undefined : state.people.get(room.peer.id)?.online,
  )
  const waits = room.unread > 0 && !muted
  return (
    <div class="room-item" data-open={open} data-unread={waits} data-muted={muted}>
      <button
        type="button"
        class="room-link"
        aria-current={open ? 'page' : undefined}
        onClick={() => {
          openRoom(room.room)
        }}
      >
        {room.kind === 'direct' ? (
          <Avatar
            small
            name={name}
            of={room.peer?.id ?? name}
            {...(online === undefined ? {} : { online })}
          />
        ) : (
          <Icon of={room.kind === 'private' ? Lock : Hash} />
        )}
        <bdi class="room-name">{name}</bdi>
        {muted ? <Icon of={BellOff} /> : null}
        <Count room={room} muted={muted} />
      </button>
      <Menu
        icon={Ellipsis}
        label={t('room.more', { room: name })}
        items={[
          {
            label: t(muted ? 'room.unmute' : 'room.mute'),
            icon: muted ? Bell : BellOff,
            act: () => {
              muteRoom(room.room, !muted)
            },
          },
          {
            label: t('room.leave'),
            icon: DoorOpen,
            bad: true,
            act: () => void leaveRoom(room.room),
          },
        ]}
      />
    </div>
  )
}

function Count({ room, muted }: { room: Room; muted: boolean }) {
  const { t, number } = useI18n()
  const calls = room.kind === 'direct' ? room.unread : room.mentions
  const count = calls > 0 ? calls : muted ? 0 : room.unread
  if (count === 0) return null
  return (
    <span class={calls > 0 ? 'pill call' : 'pill'}>
      <span aria-hidden="true">
        {count > MOST_COUNTED ? `${number(MOST_COUNTED)}+` : number(count)}
      </span>
      <span class="visually-hidden">
        {t(calls > 0 ? 'room.mentions' : 'room.unread', { count })}
      </span>
    </span>
  )
}
