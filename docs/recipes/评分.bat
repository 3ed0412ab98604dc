@echo off
rem Drag a folder (or files) onto this file. UTF-8 console, results beside the first one dropped.
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
if "%~1"=="" (
  echo 请把放自评表的文件夹拖到这个文件上。
  pause
  exit /b 2
)
set "PBEXCEL=pbexcel"
if exist "%~dp0pbexcel.exe" set "PBEXCEL=%~dp0pbexcel.exe"
set "OUT=%~dp1评分结果"
"%PBEXCEL%" score %* -o "%OUT%"
set "CODE=%ERRORLEVEL%"
if exist "%OUT%\部门汇总.xlsx" start "" "%OUT%"
pause
exit /b %CODE%
