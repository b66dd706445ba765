import { ChevronLeft, Ellipsis, Search, Settings2, Users, DoorOpen } from 'lucide'
import { useActions, useI18n, useSelect } from '../app'
import { Ago } from '../parts/live-time'
import { Avatar } from '../parts/avatar'
import { IconButton } from '../parts/icon-button'
import { Menu, type MenuItem } from '../parts/menu'
import { useHasRole, useRoomName } from '../parts/names'
import { useWindows } from '../windows'

/** What the room is called and about, and the doors to what belongs to it. */
export function RoomHeader({ room }: { room: string }) {
  const { t } = useI18n()
  const { closeRoom, leaveRoom } = useActions()
  const { panel, toggle, show } = useWindows()
  const kind = useSelect((state) => state.rooms.get(room)?.kind)
  const topic = useSelect((state) => state.rooms.get(room)?.topic ?? '')
  const peer = useSelect((state) => state.rooms.get(room)?.peer?.id)
  const name = useRoomName(room)
  const moderates = useHasRole(room, 'moderator')
  const direct = kind === 'direct'
  const items: MenuItem[] = []
  if (moderates && !direct) {
    items.push({
      label: t('room.settings'),
      icon: Settings2,
      act: () => {
        show('room')
      },
    })
  }
  items.push({
    label: t('room.leave'),
    icon: DoorOpen,
    bad: true,
    act: () => void leaveRoom(room),
  })
  return (
    <header class="bar">
      <IconButton class="back" icon={ChevronLeft} label={t('room.back')} onClick={closeRoom} />
      {direct ? <Avatar name={name} of={peer ?? name} /> : null}
      <div class="bar-words">
        <h1>
          <bdi>{direct ? name : `#${name}`}</bdi>
        </h1>
        {direct ? <Presence user={peer ?? ''} /> : null}
        {topic === '' ? null : (
          <p class="topic" title={topic}>
            <bdi>{topic}</bdi>
          </p>
        )}
      </div>
      <IconButton
        icon={Search}
        label={t('search.title')}
        aria-pressed={panel === 'search'}
        onClick={() => {
          toggle('search')
        }}
      />
      {direct ? null : (
        <IconButton
          icon={Users}
          label={t('members.title')}
          aria-pressed={panel === 'members'}
          onClick={() => {
            toggle('members')
          }}
        />
      )}
      <Menu icon={Ellipsis} label={t('room.more', { room: name })} items={items} />
    </header>
  )
}

/** Whether the other of a direct room is there, or when it was last. */
function Presence({ user }: { user: string }) {
  const { t } = useI18n()
  const person = useSelect((state) => state.people.get(user))
  if (person?.online === true) return <p class="topic">{t('presence.online')}</p>
  if (person?.lastSeen === undefined) return null
  return (
    <p class="topic">
      {t('presence.last-seen')} <Ago at={person.lastSeen} />
    </p>
  )
}
