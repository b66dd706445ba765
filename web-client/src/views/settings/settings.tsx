import { useState } from 'preact/hooks'
import '../../style/settings.css'
import { useI18n } from '../app'
import { Dialog } from '../parts/dialog'
import { Tabs } from '../parts/tabs'
import { AccountSheet } from './account-sheet'
import { LooksSheet } from './looks-sheet'
import { NoticeSheet } from './notice-sheet'

type Tab = 'looks' | 'notice' | 'account'

export default function Settings({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const [tab, setTab] = useState<Tab>('looks')
  const tabs = [
    { id: 'looks', label: t('settings.looks') },
    { id: 'notice', label: t('settings.notice') },
    { id: 'account', label: t('settings.account') },
  ] as const
  return (
    <Dialog title={t('settings.title')} onClose={onClose}>
      <Tabs tabs={tabs} chosen={tab} onChoose={setTab} label={t('settings.title')}>
        {tab === 'looks' ? <LooksSheet /> : null}
        {tab === 'notice' ? <NoticeSheet /> : null}
        {tab === 'account' ? <AccountSheet onClose={onClose} /> : null}
      </Tabs>
    </Dialog>
  )
}
