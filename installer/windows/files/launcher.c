/* Starts Python from the folder of this program: the window, and with -DCONSOLE the twin for IT.
 *
 * Only this folder and those of Windows are searched for libraries. Python runs isolated: neither
 * the account's packages nor its environment can change the program (-I -S, and python3xx._pth).
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define ROOM 32768
typedef int(__cdecl *Main)(int, wchar_t **);

static int fail(const wchar_t *vi, const wchar_t *en)
{
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", en);
    (void)vi;
#else
    wchar_t text[1024];
    _snwprintf(text, 1023, L"%ls\n\n%ls", vi, en);
    text[1023] = 0;
    MessageBoxW(NULL, text, L"" TITLE, MB_OK | MB_ICONERROR);
#endif
    return 90;
}

static int run(int given, wchar_t **words)
{
    static wchar_t folder[ROOM], library[ROOM], python[ROOM], script[ROOM];
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM);
    wchar_t *end = length && length < ROOM ? wcsrchr(folder, L'\\') : NULL;
    if (end == NULL || end - folder > ROOM - 64)
        return fail(L"Đường dẫn của chương trình quá dài.", L"The path of the program is too long.");
    *end = 0;
    _snwprintf(python, ROOM - 1, L"%ls\\python", folder);
    _snwprintf(library, ROOM - 1, L"%ls\\" PYTHON_DLL, python);
    _snwprintf(script, ROOM - 1, L"%ls\\start.py", folder);

    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(python);
    HMODULE loaded = LoadLibraryExW(
        library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    Main entry = loaded ? (Main)(void *)GetProcAddress(loaded, "Py_Main") : NULL;
    if (entry == NULL)
        return fail(L"Thiếu tệp của chương trình. Cài lại chương trình; dữ liệu vẫn nguyên.",
                    L"Files of the program are missing. Install it again; the data are untouched.");

    wchar_t **line = calloc((size_t)given + 8, sizeof *line);
    if (line == NULL)
        return fail(L"Máy hết bộ nhớ.", L"Out of memory.");
    int count = 0;
    line[count++] = words[0];
    line[count++] = L"-I";
    line[count++] = L"-S";
    line[count++] = L"-X";
    line[count++] = L"utf8";
    line[count++] = script;
    for (int at = 1; at < given; at++)
        line[count++] = words[at];
#ifdef CONSOLE
    if (given < 2)
        line[count++] = L"--help"; /* the window has a program of its own */
#endif
    return entry(count, line);
}

#ifdef CONSOLE
int wmain(int given, wchar_t **words)
{
    return run(given, words);
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR rest, int shown)
{
    int given = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &given);
    (void)self, (void)before, (void)rest, (void)shown;
    return words ? run(given, words) : 90;
}
#endif
