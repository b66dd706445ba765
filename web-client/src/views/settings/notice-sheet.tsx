import { useState } from 'preact/hooks'
import { NOTIFY } from '../../state/settings'
import { useActions, useI18n, useSelect } from '../app'
import { Check } from '../parts/check'
import { Fault } from '../parts/fault'
import { Choice } from './choice'

export function NoticeSheet() {
  const { t } = useI18n()
  const { changeSettings, allowNotifications } = useActions()
  const { notify, sound, doNotDisturb } = useSelect((state) => state.settings)
  const [refused, setRefused] = useState(false)
  const choose = async (value: (typeof NOTIFY)[number]): Promise<void> => {
    const allowed = value === 'none' || (await allowNotifications())
    setRefused(!allowed)
    changeSettings({ notify: allowed ? value : 'none' })
  }
  return (
    <>
      <Choice
        label={t('settings.notify')}
        values={NOTIFY}
        chosen={notify}
        words={(value) => t(`notify.${value}`)}
        onChoose={(value) => void choose(value)}
      />
      <Fault words={refused ? t('notify.refused') : undefined} />
      <Check
        label={t('settings.sound')}
        on={sound}
        onChange={(on) => {
          changeSettings({ sound: on })
        }}
      />
      <Check
        label={t('settings.disturb')}
        hint={t('settings.disturb.hint')}
        on={doNotDisturb}
        onChange={(on) => {
          changeSettings({ doNotDisturb: on })
        }}
      />
    </>
  )
}
