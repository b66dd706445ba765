import { lazy } from 'preact/compat'

/** What is fetched when it is wanted first. */
export const Browse = lazy(() => import('./rooms/browse'))
export const MembersPanel = lazy(() => import('./members/members-panel'))
export const RoomSettings = lazy(() => import('./rooms/room-settings'))
export const SearchPanel = lazy(() => import('./search/search-panel'))
export const Settings = lazy(() => import('./settings/settings'))
export const Shortcuts = lazy(() => import('./settings/shortcuts'))
