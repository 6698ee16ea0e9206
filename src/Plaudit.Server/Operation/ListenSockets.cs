using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Plaudit.Server.Operation;

/// <summary>
/// The sockets that the service listens at. A socket that closes resets connections that its clients have opened and the service has not taken yet.
/// On Linux the kernel therefore drops new ones first, which their clients try again and find refused, while those that are open are taken and
/// answered.
/// </summary>
internal sealed class ListenSockets
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private const int BytesOfInstruction = 8;

    private static readonly TimeSpan s_toTakeOpenOnes = TimeSpan.FromMilliseconds(200);

    // Classic BPF over a TCP segment: drops it if SYN, a bit of byte 13, is set, and keeps all others. Code, jumps if true and false, operand.
    private static readonly (ushort Code, byte True, byte False, uint Operand)[] s_dropNew =
    [
        (0x30, 0, 0, 13),
        (0x54, 0, 0, 0x02),
        (0x15, 0, 1, 0x02),
        (0x06, 0, 0, 0),
        (0x06, 0, 0, uint.MaxValue),
    ];

    private readonly List<Socket> _sockets = [];

    /// <summary>Makes a socket for an address.</summary>
    public Socket Bind(EndPoint address)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        lock (_sockets)
            _sockets.Add(socket);
        return socket;
    }

    /// <summary>Lets no new connection begin, and leaves time to take those that have. Other systems than Linux know no such thing.</summary>
    public async Task DropNew()
    {
        if (!OperatingSystem.IsLinux())
            return;
        lock (_sockets)
            _sockets.ForEach(DropNew);
        await Task.Delay(s_toTakeOpenOnes);
    }

    private static void DropNew(Socket socket)
    {
        nint program = Marshal.AllocHGlobal(s_dropNew.Length * BytesOfInstruction);
        try
        {
            for (int i = 0; i < s_dropNew.Length; i++)
            {
                (ushort code, byte jumpIfTrue, byte jumpIfFalse, uint operand) = s_dropNew[i];
                nint at = program + (i * BytesOfInstruction);
                Marshal.WriteInt16(at, (short)code);
                Marshal.WriteByte(at + 2, jumpIfTrue);
                Marshal.WriteByte(at + 3, jumpIfFalse);
                Marshal.WriteInt32(at + 4, (int)operand);
            }

            // struct sock_fprog: the number of instructions, padding, and their address.
            byte[] described = new byte[2 * nint.Size];
            described[0] = (byte)s_dropNew.Length;
            MemoryMarshal.Write(described.AsSpan(nint.Size), program);
            socket.SetRawSocketOption(SocketLevel, AttachFilter, described);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A kernel that forbids filters: connections that come at the last moment are reset, as everywhere else.
        }
        finally
        {
            Marshal.FreeHGlobal(program);
        }
    }
}
