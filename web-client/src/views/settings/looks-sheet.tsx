import { CLOCKS, DENSITIES, LANGUAGES, THEMES } from '../../state/settings'
import { useActions, useI18n, useSelect } from '../app'
import { Choice } from './choice'

/** Languages by their own names: those who look for theirs may read no other. */
const OWN_NAMES = { en: 'English', de: 'Deutsch', zh: '中文' } as const

export function LooksSheet() {
  const { t } = useI18n()
  const { changeSettings } = useActions()
  const { theme, density, clock, language } = useSelect((state) => state.settings)
  return (
    <>
      <Choice
        label={t('settings.theme')}
        values={THEMES}
        chosen={theme}
        words={(value) => t(`theme.${value}`)}
        onChoose={(value) => {
          changeSettings({ theme: value })
        }}
      />
      <Choice
        label={t('settings.density')}
        values={DENSITIES}
        chosen={density}
        words={(value) => t(`density.${value}`)}
        onChoose={(value) => {
          changeSettings({ density: value })
        }}
      />
      <Choice
        label={t('settings.clock')}
        values={CLOCKS}
        chosen={clock}
        words={(value) => t(`clock.${value}`)}
        onChoose={(value) => {
          changeSettings({ clock: value })
        }}
      />
      <Choice
        label={t('settings.language')}
        values={LANGUAGES}
        chosen={language}
        words={(value) => (value === 'auto' ? t('language.auto') : OWN_NAMES[value])}
        onChoose={(value) => {
          changeSettings({ language: value })
        }}
      />
    </>
  )
}
