import { useMemo, useState } from 'preact/hooks'
import { useI18n, useSelect } from './app'
import { Banner } from './banner'
import { Toasts } from './parts/toasts'
import { RoomView } from './room-view'
import { RoomsSide } from './rooms/rooms-side'
import {
  Browse,
  MembersPanel,
  RoomSettings,
  SearchPanel,
  Settings,
  Shortcuts,
} from './on-demand-views'
import { NoRoom } from './rooms/no-room'
import { useShortcuts } from './use-shortcuts'
import { type Panel, type Shown, WindowsContext } from './windows'

/** Everything that somebody who is signed in sees. */
export default function ChatPage() {
  const { t } = useI18n()
  const room = useSelect((state) =>
    state.open !== undefined && state.rooms.has(state.open) ? state.open : undefined,
  )
  const [shown, setShown] = useState<Shown>()
  const [panel, setPanel] = useState<Panel>()
  const windows = useMemo(
    () => ({
      panel,
      show: setShown,
      close: () => {
        setShown(undefined)
      },
      toggle: (wanted: Panel) => {
        setPanel((before) => (before === wanted ? undefined : wanted))
      },
    }),
    [panel],
  )
  useShortcuts(windows)
  const close = windows.close
  return (
    <WindowsContext.Provider value={windows}>
      <div class="chat" data-room={room !== undefined} data-panel={panel ?? 'none'}>
        <a class="skip button" href="#room">
          {t('skip.room')}
        </a>
        <RoomsSide />
        <main class="sheet" id="room" tabIndex={-1}>
          <Banner />
          {room === undefined ? <NoRoom /> : <RoomView key={room} room={room} />}
        </main>
        {panel === 'members' && room !== undefined ? <MembersPanel room={room} /> : null}
        {panel === 'search' ? <SearchPanel /> : null}
      </div>
      {shown === 'browse' || shown === 'people' || shown === 'create' ? (
        <Browse tab={shown} onClose={close} />
      ) : null}
      {shown === 'settings' ? <Settings onClose={close} /> : null}
      {shown === 'shortcuts' ? <Shortcuts onClose={close} /> : null}
      {shown === 'room' && room !== undefined ? <RoomSettings room={room} onClose={close} /> : null}
      <Toasts />
    </WindowsContext.Provider>
  )
}
