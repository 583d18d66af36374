; The setup program for one PC: silent with /S, upgrades, repairs, removes. The names, texts and the
; list of files come from product.nsh, which nsis.py writes from product.py and the staged tree.
;
;   setup.exe /S [/D=C:\folder]      exit codes: see docs/huong-dan/cai-dat.md
;   uninstall.exe /S [/PURGE]        data and configuration stay unless /PURGE is given

Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel admin

!include "product.nsh"
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\${FOLDER}"
BrandingText "${TITLE} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off
SetOverwrite on

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(START)"
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEEP_DATA)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro TEXTS

VIProductVersion "${FOUR_NUMBERS}"
VIAddVersionKey /LANG=1066 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1066 "FileDescription" "${TITLE} ${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "MIT"

; ---------------------------------------------------------------- what both halves do

!macro GIVE_UP code text
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONSTOP "${text}"
  ${EndIf}
  SetErrorLevel ${code}
  Quit
!macroend

; A program that runs cannot be opened for writing.
!macro REFUSE_WHILE_RUNNING un
Function ${un}RefuseWhileRunning
  again:
  ClearErrors
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    FileOpen $0 "$INSTDIR\${WINDOW_EXE}" a
    ${If} ${Errors}
      StrCpy $1 "runs"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\${CONSOLE_EXE}"
    FileOpen $0 "$INSTDIR\${CONSOLE_EXE}" a
    ${If} ${Errors}
      StrCpy $1 "runs"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 == "runs"
    ${IfNot} ${Silent}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY again
    ${EndIf}
    SetErrorLevel ${EXIT_RUNNING}
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro REFUSE_WHILE_RUNNING ""
!insertmacro REFUSE_WHILE_RUNNING "un."

; Only what the setup program brought is removed; whatever else somebody put there stays.
!macro REMOVE_PROGRAM folder
  !insertmacro REMOVE_OWNED "${folder}"
  Delete "${folder}\uninstall.exe"
  RMDir "${folder}"
!macroend

; ---------------------------------------------------------------- install

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ${IfNot} ${AtLeastBuild} ${LEAST_BUILD}
    !insertmacro GIVE_UP ${EXIT_OLD_WINDOWS} "$(OLD_WINDOWS)"
  ${EndIf}
  ReadRegStr $0 HKLM "Software\${KEY}" "Kind"
  ${If} $0 == "msi"
    !insertmacro GIVE_UP ${EXIT_OTHER_KIND} "$(OTHER_KIND)"
  ${EndIf}
  ReadRegStr $0 HKLM "Software\${KEY}" "InstallDir"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\${FOLDER}"
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function StartProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${WINDOW_EXE}"' ; as the person, not as the administrator
FunctionEnd

; A folder with other things in it, above all somebody's data, is never taken.
Function RefuseForeignFolder
  ${If} ${FileExists} "$INSTDIR\profile.json"
    !insertmacro GIVE_UP ${EXIT_FOLDER} "$(BAD_FOLDER)"
  ${EndIf}
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
  ${AndIfNot} ${FileExists} "$INSTDIR\manifest.json"
    !insertmacro GIVE_UP ${EXIT_FOLDER} "$(BAD_FOLDER)"
  ${EndIf}
FunctionEnd

; What came from USB drives stays: which version starts is for the program to say.
Function KeepUpdates
  ${IfNot} ${FileExists} "$INSTDIR.old\${UPDATES}\*.*"
    Return
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${UPDATES}\*.*"
    RMDir /r "$INSTDIR.old\${UPDATES}"
  ${Else}
    Rename "$INSTDIR.old\${UPDATES}" "$INSTDIR\${UPDATES}"
  ${EndIf}
FunctionEnd

; Makes room for the old tree. What an earlier run left is ours; what somebody else had put into
; the program's folder goes aside, whole, to "<folder>.giu-1" and so on.
Function ClearOld
  !insertmacro REMOVE_PROGRAM "$INSTDIR.new"
  Call KeepUpdates
  !insertmacro REMOVE_PROGRAM "$INSTDIR.old"
  StrCpy $0 1
  ${DoWhile} ${FileExists} "$INSTDIR.old\*.*"
    ${If} $0 > 99
      ${ExitDo}
    ${EndIf}
    Rename "$INSTDIR.old" "$INSTDIR.giu-$0"
    IntOp $0 $0 + 1
  ${Loop}
FunctionEnd

; The new tree is laid out beside the old one and takes its place in two renames.
Function PutInPlace
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\*.*"
    Rename "$INSTDIR" "$INSTDIR.old"
    ${If} ${Errors}
      !insertmacro REMOVE_PROGRAM "$INSTDIR.new"
      !insertmacro GIVE_UP ${EXIT_RUNNING} "$(NOT_REPLACED)"
    ${EndIf}
  ${EndIf}
  Rename "$INSTDIR.new" "$INSTDIR"
  ${If} ${Errors}
    Rename "$INSTDIR.old" "$INSTDIR"
    !insertmacro REMOVE_PROGRAM "$INSTDIR.new"
    !insertmacro GIVE_UP ${EXIT_FAILED} "$(NOT_REPLACED)"
  ${EndIf}
  Call ClearOld
FunctionEnd

; The file beside the setup program is taken when it has no mistake; the one in force stays else.
Function TakeConfig
  ${IfNot} ${FileExists} "$EXEDIR\${CONFIG}"
    Return
  ${EndIf}
  CreateDirectory "$APPDATA\${SHARED_FOLDER}"
  nsExec::ExecToStack '"$SYSDIR\icacls.exe" "$APPDATA\${SHARED_FOLDER}" /inheritance:r /grant *S-1-5-18:(OI)(CI)F /grant *S-1-5-32-544:(OI)(CI)F /grant *S-1-5-32-545:(OI)(CI)RX'
  Pop $0
  Pop $1
  ; Through a file: it speaks UTF-8, which a stack of the setup program would not understand.
  StrCpy $2 "$APPDATA\${SHARED_FOLDER}\cai-dat.log"
  nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\${CONSOLE_EXE}" init --check "$EXEDIR\${CONFIG}" > "$2" 2>&1"'
  Pop $0
  ${If} $0 != 0
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(BAD_CONFIG)$\r$\n$2"
      Exec '"$SYSDIR\notepad.exe" "$2"'
    ${EndIf}
    SetErrorLevel ${EXIT_CONFIG}
    Return
  ${EndIf}
  CopyFiles /SILENT "$EXEDIR\${CONFIG}" "$APPDATA\${SHARED_FOLDER}"
  ${If} ${FileExists} "$EXEDIR\*.qtp"
    CopyFiles /SILENT "$EXEDIR\*.qtp" "$APPDATA\${SHARED_FOLDER}"
  ${EndIf}
FunctionEnd

Function TellWindows
  WriteRegStr HKLM "Software\${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKLM "Software\${KEY}" "Kind" "exe"
  WriteRegStr HKLM "Software\${KEY}" "Version" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW_EXE}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegStr HKLM "Software\Microsoft\Windows\CurrentVersion\App Paths\${CONSOLE_EXE}" "" "$INSTDIR\${CONSOLE_EXE}"
FunctionEnd

Section
  SetShellVarContext all
  ; A power cut between the two renames of an earlier run: the old program comes back first.
  ${IfNot} ${FileExists} "$INSTDIR\*.*"
  ${AndIf} ${FileExists} "$INSTDIR.old\manifest.json"
    Rename "$INSTDIR.old" "$INSTDIR"
  ${EndIf}
  Call RefuseForeignFolder
  Call RefuseWhileRunning
  Call ClearOld
  ClearErrors
  !insertmacro FILES "$INSTDIR.new"
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  SetOutPath "$TEMP"
  ${If} ${Errors}
    !insertmacro REMOVE_PROGRAM "$INSTDIR.new"
    !insertmacro GIVE_UP ${EXIT_FAILED} "$(NOT_REPLACED)"
  ${EndIf}
  Call PutInPlace
  Call TellWindows
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${WINDOW_EXE}"
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${WINDOW_EXE}"
  Call TakeConfig
SectionEnd

; ---------------------------------------------------------------- remove

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

; Profiles of every account of this computer, and its configuration. A data folder that the
; configuration names elsewhere is left to the person who chose it.
Function un.Purge
  RMDir /r "$APPDATA\${SHARED_FOLDER}"
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" "ProfilesDirectory"
  ExpandEnvStrings $0 $0
  ${If} $0 == ""
    GetFullPathName $0 "$PROFILE\.."
  ${EndIf}
  FindFirst $1 $2 "$0\*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
    ${AndIf} ${FileExists} "$0\$2\AppData\Local\${SHARED_FOLDER}\profile.json"
      RMDir /r "$0\$2\AppData\Local\${SHARED_FOLDER}"
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
FunctionEnd

Section "Uninstall"
  SetShellVarContext all
  Call un.RefuseWhileRunning
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\${UPDATES}"
  !insertmacro REMOVE_PROGRAM "$INSTDIR"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  DeleteRegKey HKLM "Software\${KEY}"
  DeleteRegKey HKLM "Software\Microsoft\Windows\CurrentVersion\App Paths\${CONSOLE_EXE}"
  ${GetParameters} $3
  ClearErrors
  ${GetOptions} $3 "/PURGE" $4
  ${IfNot} ${Errors}
    Call un.Purge
  ${EndIf}
SectionEnd
