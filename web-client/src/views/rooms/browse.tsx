import { useState } from 'preact/hooks'
import '../../style/browse.css'
import { useI18n } from '../app'
import { Dialog } from '../parts/dialog'
import { Tabs } from '../parts/tabs'
import { CreateRoom } from './create-room'
import { FindPeople } from './find-people'
import { FindRooms } from './find-rooms'

type Tab = 'browse' | 'people' | 'create'

/** Where one finds rooms and people, and makes rooms. */
export default function Browse(props: { tab: Tab; onClose: () => void }) {
  const { t } = useI18n()
  const [tab, setTab] = useState(props.tab)
  const tabs = [
    { id: 'browse', label: t('browse.rooms') },
    { id: 'people', label: t('browse.people') },
    { id: 'create', label: t('browse.create') },
  ] as const
  return (
    <Dialog title={t('browse.title')} onClose={props.onClose}>
      <Tabs tabs={tabs} chosen={tab} onChoose={setTab} label={t('browse.title')}>
        {tab === 'browse' ? <FindRooms onDone={props.onClose} /> : null}
        {tab === 'people' ? <FindPeople onDone={props.onClose} /> : null}
        {tab === 'create' ? <CreateRoom onDone={props.onClose} /> : null}
      </Tabs>
    </Dialog>
  )
}
