import { Compass, MessageCirclePlus, Settings as Gear } from 'lucide'
import { useMemo } from 'preact/hooks'
import { roomList } from '../../state/selectors'
import type { Room } from '../../state/room'
import { useI18n, useSelect } from '../app'
import { Avatar } from '../parts/avatar'
import { Brand } from '../parts/brand'
import { IconButton } from '../parts/icon-button'
import { useMe } from '../parts/names'
import { useWindows } from '../windows'
import { RoomItem } from './room-item'

/** The rooms that one is in, and oneself. */
export function RoomsSide() {
  const { t } = useI18n()
  const { show } = useWindows()
  const me = useMe()
  const all = useSelect((state) => state.rooms)
  const { rooms, direct } = useMemo(() => roomList({ rooms: all }), [all])
  return (
    <nav class="side" aria-label={t('rooms.title')}>
      <header class="side-head">
        <Brand small />
        <IconButton
          icon={Compass}
          label={t('rooms.browse')}
          onClick={() => {
            show('browse')
          }}
        />
        <IconButton
          icon={MessageCirclePlus}
          label={t('rooms.people')}
          onClick={() => {
            show('people')
          }}
        />
      </header>
      <div class="side-scroll">
        <Section title={t('rooms.title')} rooms={rooms} empty={t('rooms.none')} />
        <Section title={t('rooms.direct')} rooms={direct} empty={t('rooms.direct.none')} />
      </div>
      <footer class="side-foot">
        <Avatar name={me.name} of={me.id || me.name} />
        <bdi class="me-name">{me.name}</bdi>
        <ConnectionDot />
        <IconButton
          icon={Gear}
          label={t('settings.title')}
          onClick={() => {
            show('settings')
          }}
        />
      </footer>
    </nav>
  )
}

function Section({ title, rooms, empty }: { title: string; rooms: Room[]; empty: string }) {
  return (
    <section class="side-section">
      <h2>{title}</h2>
      {rooms.length === 0 ? <p class="hint">{empty}</p> : null}
      <ul>
        {rooms.map((room) => (
          <li key={room.room}>
            <RoomItem room={room} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ConnectionDot() {
  const { t } = useI18n()
  const status = useSelect((state) => state.connection.status)
  return (
    <span class="status" data-status={status}>
      {t(status === 'online' ? 'status.online' : 'status.offline')}
    </span>
  )
}
